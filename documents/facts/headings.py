"""What headings call the parts of a plan, beside the usual words: wording for patterns, with its accents."""

from __future__ import annotations

TERMS = r"(?:(?:khi|để|mới|sẽ) (?:được )?(?:xét|khen|bình xét)|được (?:xét|khen)(?: \w+){0,3} (?:khi|nếu))"
"""On which terms something is granted: "được xét khi có đủ", "thước đo khi xét khen"."""
STANDARD = r"(?:thước đo|thang điểm|chấm điểm|chuẩn (?:công nhận|đối với|xét|khen|danh hiệu))"
AIM = r"(?:(?:mốc(?! thời)|đích|con số|kết quả)(?: \w+){0,2} (?:tới|đạt|đến|hướng))"
AWARDED = r"(?:khen (?:ai|bao nhiêu|mấy))"
