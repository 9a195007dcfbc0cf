"""Whether the documents a rule rests on were in force in the school year that is judged."""

from __future__ import annotations

from records.facts import Window
from records.rubric import Rule
from records.vocabulary import Citation, Vocabulary


def citation_notes(rule: Rule, window: Window, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return one Vietnamese sentence for each cited document that was not in force during the whole of `window`."""
    known = {one.id: one for one in vocabulary.citations}
    cited = [known[basis.law] for basis in rule.basis if basis.law in known]
    return tuple(dict.fromkeys(note for one in cited if (note := _note(one, window))))


def _note(cited: Citation, window: Window) -> str:
    successor = f", được thay bằng {cited.replaced_by}" if cited.replaced_by else ""
    if cited.ended is not None and cited.ended <= window.start:
        return f"Căn cứ {cited.title} đã hết hiệu lực từ {cited.ended:%d/%m/%Y}, trước năm học này{successor}."
    if cited.ended is not None and cited.ended <= window.end:
        return f"Căn cứ {cited.title} hết hiệu lực từ {cited.ended:%d/%m/%Y}, trong năm học này{successor}."
    if cited.in_force is not None and cited.in_force > window.end:
        return f"Căn cứ {cited.title} chưa có hiệu lực trong năm học này (có hiệu lực từ {cited.in_force:%d/%m/%Y})."
    if cited.in_force is not None and cited.in_force > window.start:
        return f"Căn cứ {cited.title} có hiệu lực từ {cited.in_force:%d/%m/%Y}, trong năm học này."
    return ""
