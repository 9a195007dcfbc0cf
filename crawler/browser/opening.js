// What a visitor can open on a page: listed, opened one by one, and what each revealed. See opening.py.
([step, year, label, most]) => {
    const fold = text => (text || '').normalize('NFC').replace(/\s+/g, ' ').trim();
    const visible = node => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== 'hidden';
    const own = document.querySelector('main, [role=main]') || document.body;
    const outside = 'nav, header, footer, aside, form, dialog, [role=navigation], [role=search]';
    const never = new RegExp('^(đóng|close|in|in trang|print|chia sẻ.*|share.*|facebook|zalo|twitter|youtube|email|gửi.*'
        + '|search|tìm.*|đăng (nhập|xuất|ký).*|menu|.*đầu trang|thích|like|bình luận.*|trả lời.*|sao chép.*|copy.*|nghe.*'
        + '|a ?[+-]?|[+×x-]|xem thêm|tải thêm|hiển thị thêm|(trang )?(trước|sau|tiếp|tiếp theo|đầu|cuối)|prev.*|next.*'
        + '|\\d{1,4}|[«»‹›<>→←]+|đồng ý|ok|hủy|xóa.*|tải (về|xuống).*|download.*|in bài.*)$', 'i');
    const signature = node => node.tagName + '|' + fold(node.innerText).slice(0, 200) + '|' + (node.href || '');
    const leaves = () => [...own.querySelectorAll('a, li, tr, p, h1, h2, h3, h4, h5, h6, article, iframe, object, embed')]
        .filter(node => visible(node) && (fold(node.innerText) || node.src || node.data));
    const controls = () => {
        const found = [];
        const chosen = 'summary, [aria-expanded=false], [role=tab], button, [data-toggle], [data-bs-toggle], [onclick], a';
        for (const node of own.querySelectorAll(chosen)) {
            const goal = (node.getAttribute('href') || '').trim();
            if (node.closest(outside) || !visible(node) || node.disabled) continue;
            if (node.tagName === 'A' && !/^(#(?!!?\/).{0,60}|javascript:.*|)$/i.test(goal)) continue;
            if (/^#[^!/]/.test(goal) && !node.matches('[data-toggle], [data-bs-toggle], [role], [aria-expanded]')) continue;
            if (node.tagName === 'SUMMARY' && node.parentElement.open) continue;
            const text = fold(node.innerText || node.getAttribute('aria-label') || node.title);
            if (!text || text.length > 120 || never.test(text)) continue;
            if (node.getAttribute('aria-selected') === 'true' || node.getAttribute('aria-expanded') === 'true') continue;
            if (/(^| )(active|current|selected)( |$)/.test(node.className)) continue;
            found.push({label: text, act: () => node.click()});
        }
        const years = year.split('-');
        for (const select of own.querySelectorAll('select')) {
            if (select.closest('nav, header, footer, dialog') || !visible(select)) continue;
            const form = select.closest('form');
            if (form && form.querySelector('[type=submit], button:not([type]), input[type=text], input[type=search]')) continue;
            const options = [...select.options].filter(one => !one.selected && fold(one.text) && !/[/]/.test(one.value));
            const ours = options.filter(one => years.some(part => part && one.text.includes(part)));
            const shown = [...select.options].some(one => one.selected && one.text.includes(year));
            for (const one of ours.length ? ours : shown ? [] : options)
                found.push({label: fold(one.text), act: () => {
                    select.value = one.value;
                    for (const kind of ['input', 'change']) select.dispatchEvent(new Event(kind, {bubbles: true}));
                }});
        }
        return found;
    };
    if (step === 'list') {
        window.__kcSeen = new Set(leaves().map(signature));
        window.__kcPlace = location.href;
        return controls().map(one => one.label).slice(0, 200);
    }
    if (step === 'open') {
        const control = controls().find(one => one.label === label);
        if (control) control.act();
        return Boolean(control);
    }
    if (location.href !== window.__kcPlace) return null;
    const known = window.__kcSeen, fresh = leaves().filter(node => !known.has(signature(node)));
    fresh.forEach(node => known.add(signature(node)));
    const tops = fresh.filter(node => !fresh.some(other => other !== node && other.contains(node)));
    let size = 0;
    return tops.map(node => node.outerHTML).filter(text => (size += text.length) <= most).join('\n');
}
