# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SOURCES := bot briefings criteria documents evaluation index prompts retrieval tests

.PHONY: run test lint bench samples encoder counts clean

run: $(VENV)/.run
	@$(BIN)/planbot run

test: $(VENV)/.dev
	@$(BIN)/pytest

lint: $(VENV)/.dev
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.dev
	@$(BIN)/python -m evaluation.bench
	@$(BIN)/python -m tests.bot.load

# The encoder in the box, made again (hours): make encoder TEXTS="folder of plain texts"
encoder: $(VENV)/.models
	@$(BIN)/python -m index.recipe.make $(if $(TEXTS),--texts $(TEXTS))

# The counts that damaged text is read with, made again: make counts TEXTS="folders or .jsonl of correct Vietnamese"
counts: $(VENV)/.dev
	@$(BIN)/python -m documents.data.recipe $(TEXTS) index/recipe/questions.jsonl --lexicon $$($(BIN)/python -c 'import underthesea, pathlib; print(pathlib.Path(underthesea.__file__).parent / "corpus/data/Viet74K.txt")')
	@$(BIN)/python -m documents.data.confusions

# Four briefings on the shipped plans, the same to the byte each time; the day they bear is fixed.
samples: $(VENV)/.run
	@$(BIN)/python -m briefings.samples docs/samples

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên: make PYTHON=python3.11 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Không tạo được môi trường ảo: cài gói python3-venv rồi chạy lại."; exit 1; }

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	@echo "Đang cài đặt (chỉ lần đầu)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . || { echo "Cài đặt không thành công: xem dòng lỗi ở trên, kiểm tra mạng rồi chạy lại."; exit 1; }
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@echo "Đang cài đặt công cụ kiểm thử (chỉ lần đầu)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' || { echo "Cài đặt không thành công: xem dòng lỗi ở trên, kiểm tra mạng rồi chạy lại."; exit 1; }
	@touch $@

$(VENV)/.models: pyproject.toml | $(VENV)/bin/python
	@echo "Đang cài đặt công cụ làm mô hình (chỉ lần đầu, khoảng 2 GB)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[models]' || { echo "Cài đặt không thành công: xem dòng lỗi ở trên, kiểm tra mạng rồi chạy lại."; exit 1; }
	@touch $@

clean:
	@rm -rf $(VENV) build dist
