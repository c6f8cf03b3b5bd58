"""The command line: what can be asked of planbot from a shell, in the forms others measure it through."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bot import logs

# Spinning threads cost a busy two-core machine more than they gain; read before numpy and faiss load.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are Vietnamese."""

    def error(self, message: str) -> NoReturn:
        """Say what to do and leave with status 2."""
        print(f"Lệnh chưa đúng ({message}). Gõ «{self.prog} --help» để xem cách dùng.", file=sys.stderr)  # noqa: T201
        raise SystemExit(2)


def parser() -> Parser:
    """The commands and their options."""
    common = Parser(add_help=False)
    common.add_argument("--data", type=Path, metavar="THƯ_MỤC", help="nơi giữ thư viện, chỉ mục và dữ liệu của bot")
    top = Parser(prog="planbot", description="Hỏi đáp có trích dẫn về các kế hoạch phong trào Vì người nghèo.")
    commands = top.add_subparsers(dest="command", required=True, metavar="LỆNH", parser_class=Parser)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    command("run", "chạy bot Telegram nếu có mã bot, nếu không thì hỏi đáp ngay trong cửa sổ này")
    ask = command("ask", "trả lời một câu hỏi, hoặc cả tệp câu hỏi JSON Lines")
    ask.add_argument("question", nargs="*", metavar="CÂU_HỎI")
    ask.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    ask.add_argument("--place", metavar="ĐỊA_BÀN", help="địa bàn của người hỏi")
    ask.add_argument("--batch", type=Path, metavar="TỆP", help="tệp JSON Lines {id, question, history}")
    check = command("check", "đối chiếu số liệu của đơn vị với tiêu chí")
    check.add_argument("line", nargs="*", metavar="SỐ_LIỆU", help="ví dụ: xã kv3 Tuyên Quang 2015 50 2016 43 …")
    check.add_argument("--batch", type=Path, metavar="TỆP", help="tệp JSON Lines {id, unit, given}")
    check.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    check.add_argument("--set", action="append", default=[], metavar="TÊN.NĂM=GIÁ_TRỊ", help="thử đổi một số liệu")
    check.add_argument("--template", type=Path, metavar="TỆP.xlsx", help="tạo mẫu Excel để điền")
    check.add_argument("--workbook", type=Path, metavar="TỆP.xlsx", help="đối chiếu mẫu Excel (hoặc CSV) đã điền")
    check.add_argument("--out", type=Path, metavar="TỆP", help="tệp kết quả của --workbook")
    check.add_argument("--kind", default="xa", metavar="LOẠI", help="loại đơn vị của mẫu (xa, thon, huyen …)")
    check.add_argument("--place", metavar="ĐỊA_BÀN", help="địa bàn của mẫu")
    criteria = command("criteria", "xem và duyệt tiêu chí đọc được từ một kế hoạch")
    criteria.add_argument("action", choices=["review", "list", "draft", "schema", "standards"], metavar="VIỆC")
    criteria.add_argument("plan", nargs="?", metavar="KẾ_HOẠCH", help="mã kế hoạch; với standards: năm")
    criteria.add_argument("--all", action="store_true", dest="approve_all", help="duyệt hết bản nháp, sau khi đã xem")
    read = command("read", "xem một tệp được đọc như thế nào, không thay đổi gì")
    read.add_argument("file", type=Path, metavar="TỆP")
    read.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    ingest = command("ingest", "thêm kế hoạch vào thư viện")
    ingest.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    command("plans", "liệt kê các kế hoạch trong thư viện").add_argument("--json", action="store_true")
    command("remove", "bỏ một kế hoạch khỏi thư viện").add_argument("plan", metavar="KẾ_HOẠCH")
    search = command("search", "tìm đoạn văn cho các câu hỏi, để đo")
    search.add_argument("--passages", type=Path, required=True, metavar="TỆP")
    search.add_argument("--questions", type=Path, required=True, metavar="TỆP")
    search.add_argument("--top", type=int, default=10, metavar="N")
    brief = command("brief", "soạn tài liệu tập huấn")
    brief.add_argument("--topic", metavar="CHỦ_ĐỀ", help="tài liệu nói về gì, ví dụ: tiêu chuẩn khen thưởng của xã")
    brief.add_argument("--plans", metavar="KẾ_HOẠCH,…", help="chỉ dùng các kế hoạch này")
    brief.add_argument("--audience", default="can_bo", metavar="ĐỐI_TƯỢNG", help="can_bo, ho_dan hoặc tap_huan")
    brief.add_argument("--out", type=Path, metavar="TỆP", help=".docx, .pptx, .xlsx, .pdf hoặc .md")
    brief.add_argument("--level", metavar="MỨC", help="độ khó của bài tập: de, vua hoặc kho")
    brief.add_argument("--refresh", type=Path, metavar="TỆP", help="soạn lại một tài liệu từ những gì nó ghi nhớ")
    brief.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    evaluate = command("eval", "in các số đo của chính dự án")
    evaluate.add_argument("--kept", action="store_true", help="đo trên bộ câu hỏi để riêng")
    feedback = command("feedback", "xem phản hồi của người dùng")
    feedback.add_argument("--to-gold", metavar="SỐ", help="chuyển một phản hồi thành câu hỏi chuẩn")
    command("bot", "chạy bot Telegram")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 could not, 2 wrong use."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logs.set_up(os.environ.get("PLANBOT_LOG", "WARNING"))
    options = parser().parse_args(argv)
    from bot import commands

    try:
        return commands.run(options)
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        # The reader of our output has left; nothing is wrong, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
