// Danh sách tin nạp bằng AJAX: <div class="dstin" data-action="list" data-cm="0" data-size="10"></div>
function napTin($khung, trang) {
    $khung.addClass('dangtai');
    $.ajax({
        url: '/Handler/News.ashx',
        type: 'POST',
        dataType: 'json',
        data: {
            action: $khung.data('action'),
            cm: $khung.data('cm'),
            page: trang,
            size: $khung.data('size')
        },
        success: function (kq) {
            if (!kq.Success) {
                $khung.html('<p>' + kq.Message + '</p>');
                return;
            }
            $khung.html(kq.Html);
            if ($khung.data('action') === 'list') {
                vePhanTrang($khung, trang, kq.PageCount);
            }
        },
        error: function () {
            $khung.html('<p>Không tải được dữ liệu.</p>');
        },
        complete: function () {
            $khung.removeClass('dangtai');
        }
    });
}

function vePhanTrang($khung, trang, soTrang) {
    var $pt = $('<div class="phantrang"></div>');
    for (var i = 1; i <= soTrang; i++) {
        if (i === trang) {
            $pt.append('<span>' + i + '</span>');
        } else {
            $pt.append('<a href="javascript:void(0);" data-trang="' + i + '">' + i + '</a>');
        }
    }
    $khung.append($pt);
}

$(document).ready(function () {
    $('.dstin').each(function () {
        napTin($(this), 1);
    });
    $(document).on('click', '.phantrang a', function () {
        napTin($(this).closest('.dstin'), parseInt($(this).data('trang'), 10));
    });
});
