"""A plan that is not shipped, made up for the tests."""

TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÒA BÌNH

Số: 77/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hòa Bình, ngày 05 tháng 3 năm 2022

KẾ HOẠCH
Tổ chức phong trào thi đua "Vì người nghèo - Không để ai bị bỏ lại phía sau" giai đoạn 2021-2025
trên địa bàn tỉnh Hòa Bình

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Phấn đấu giảm tỷ lệ hộ nghèo bình quân toàn tỉnh 2,5%/năm.

2. Yêu cầu

- Phong trào thi đua phải thiết thực, hiệu quả.

II. TIÊU CHUẨN THI ĐUA

1. Đối với xã, phường, thị trấn

- Xã giảm tỷ lệ hộ nghèo bình quân từ 6%/năm trở lên trong 5 năm liên tục.

- Xã khu vực III chỉ còn tỷ lệ hộ nghèo dưới 18%; xã khu vực II
chỉ còn tỷ lệ hộ nghèo dưới 9% sau 5 năm.

2. Đối với hộ nghèo

- Tự nguyện đăng ký thoát nghèo.

III. TỔ CHỨC THỰC HIỆN

1. Ủy ban nhân dân các huyện, thành phố gửi hồ sơ đề nghị khen thưởng về Sở Nội vụ trước ngày 20/10 hằng năm.

2. Sở Nội vụ tiếp nhận, thẩm định hồ sơ, trình Chủ tịch UBND tỉnh khen thưởng;
tham mưu tổng kết phong trào vào năm 2025.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""
