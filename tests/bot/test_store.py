"""The bot's memory behaves the same on SQLite and on PostgreSQL."""

import time

import pytest
from sqlalchemy import inspect

from bot.errors import BotError
from bot.state import journal
from bot.state import store as store_module
from bot.state.migrations import downgrade, upgrade
from bot.state.store import Store, open_engine


@pytest.fixture
def store(url, tmp_path):
    opened = Store.open(url, tmp_path)
    yield opened
    opened.close()


def test_an_update_is_journalled_once(store):
    assert store.journal([(1, 7, 7, "{}"), (2, 7, 7, "{}")]) == 2
    assert store.journal([(2, 7, 7, "{}"), (3, 7, 7, "{}")]) == 1
    assert store.waiting() == 3


def test_updates_of_a_chat_are_worked_in_order_and_chats_side_by_side(store):
    store.journal([(1, 7, 7, "a"), (2, 7, 7, "b"), (3, 8, 8, "c")])
    assert [row.payload for row in store.claim(10)] == ["a", "c"]
    assert store.claim(10) == []
    store.finish(1)
    assert [row.payload for row in store.claim(10)] == ["b"]


def test_two_workers_never_take_the_same_update(url, store, tmp_path):
    other = Store.open(url, tmp_path)
    store.journal([(number, number, number, "{}") for number in range(20)])
    taken = [row.update_id for _ in range(10) for worker in (store, other) for row in worker.claim(1)]
    assert sorted(taken) == list(range(20))
    other.close()


def test_what_a_dead_worker_took_is_worked_again_after_its_lease(store, monkeypatch):
    store.journal([(1, 7, 7, "a")])
    store.claim(1)
    monkeypatch.setattr(journal, "now", lambda: int(time.time()) + journal.LEASE + 1)
    assert [row.payload for row in store.claim(1)] == ["a"]


def test_an_update_that_kills_every_worker_is_set_aside(store):
    store.journal([(1, 7, 7, "a")])
    for _ in range(journal.ATTEMPTS):
        assert store.claim(1)
        store.release()
    assert store.claim(1) == []
    assert store.waiting() == 0


def test_history_is_of_one_conversation_oldest_first(store):
    store.say((7, 0, 1), "hỏi 1", "đáp 1", "answer")
    store.say((7, 0, 2), "của người khác", "…", "answer")
    store.say((7, 0, 1), "hỏi 2", "đáp 2", "answer")
    assert [turn["text"] for turn in store.history((7, 0, 1), last=3)] == ["đáp 1", "hỏi 2", "đáp 2"]


def test_a_button_of_another_chat_is_not_answered(store):
    [mark] = store.offer(7, [{"do": "ask", "question": "?"}])
    assert len(f"c:{mark}".encode()) <= 64
    assert store.choice(mark, 7) == {"do": "ask", "question": "?"}
    assert store.choice(mark, 8) is None


def test_a_form_survives_reopening(url, store, tmp_path):
    store.save_form(7, 7, "check", {"step": 3, "given": {"poverty_rate": {"2015": "50,0"}}})
    reopened = Store.open(url, tmp_path)
    assert reopened.form(7, 7).state["given"] == {"poverty_rate": {"2015": "50,0"}}
    assert reopened.drop_form(7, 7)
    assert not store.drop_form(7, 7)
    reopened.close()


def test_erasing_leaves_nothing_of_a_user(store, tmp_path):
    secret = "Nguyễn Thị Bí Mật 0912345678"
    store.journal([(1, 7, 7, secret)])
    store.claim(1)
    store.say((7, 0, 7), secret, secret, "answer")
    store.save_profile(7, place=secret)
    store.save_form(7, 7, "check", {"x": secret})
    store.offer(7, [{"do": "ask", "question": secret}])
    store.note_feedback(store.add_feedback(7, "sai", {"question": secret}), 7, secret)
    store.finish(1)
    store.erase(7)
    assert store.history((7, 0, 7)) == []
    assert store.profile(7).place is None
    assert store.feedback() == []
    if store.engine.dialect.name == "sqlite":
        for file in tmp_path.glob("bot.sqlite3*"):
            assert secret.encode() not in file.read_bytes()
            assert "Bí Mật".encode() not in file.read_bytes()


def test_what_is_old_is_forgotten_and_what_waits_is_not(store, monkeypatch):
    store.say((7, 0, 7), "cũ", "cũ", "answer")
    store.journal([(1, 7, 7, "a")])
    for module in (journal, store_module):
        monkeypatch.setattr(module, "now", lambda: int(time.time()) + 40 * store_module.DAY)
    store.expire(30)
    assert store.history((7, 0, 7)) == []
    assert store.waiting() == 1


def test_what_is_in_work_stays_held_while_its_worker_lives(store, monkeypatch):
    store.journal([(1, 7, 7, "a")])
    store.claim(1)
    start = int(time.time())
    monkeypatch.setattr(journal, "now", lambda: start + journal.LEASE - 1)
    store.hold([1])
    monkeypatch.setattr(journal, "now", lambda: start + journal.LEASE + 1)
    assert store.claim(1) == []


def test_erasing_takes_the_buttons_of_ones_groups_and_leaves_other_people_alone(store):
    store.say((-5, 0, 7), "câu hỏi riêng", "…", "answer")
    store.say((-6, 0, 8), "của người khác", "…", "answer")
    [mine], [other] = store.offer(-5, [{"question": "câu hỏi riêng"}]), store.offer(-6, [{"question": "khác"}])
    store.erase(7)
    assert store.choice(mine, -5) is None
    assert store.choice(other, -6)
    assert store.history((-6, 0, 8))


def test_confidential_forms_left_a_day_ago_are_forgotten_unless_agreed(store, monkeypatch):
    for user in (7, 8, 9):
        store.save_form(user, user, "check", {"kind": "ho_ngheo" if user < 9 else "xa"})
    store.save_profile(8, consent=True)
    store.expire_forms(lambda state: state["kind"] == "ho_ngheo")
    assert store.form(7, 7)
    monkeypatch.setattr(store_module, "now", lambda: int(time.time()) + store_module.DAY + 1)
    store.expire_forms(lambda state: state["kind"] == "ho_ngheo")
    assert [bool(store.form(user, user)) for user in (7, 8, 9)] == [False, True, True]


def test_figures_and_unanswered_questions(store):
    store.say((7, 0, 7), "Nghệ An thế nào?", "không có", "not_in_corpus")
    store.say((8, 0, 8), "nghệ an  thế nào?", "không có", "not_in_corpus")
    store.say((8, 0, 8), "Tuyên Quang?", "7%", "answer")
    assert store.unanswered(0) == [("nghệ an thế nào?", 2)]
    assert store.figures(0) == {"users": 2, "questions": 3, "answer": 1, "not_in_corpus": 2}


def test_migrations_go_up_and_down(url):
    engine = open_engine(url)
    upgrade(engine)
    assert "journal" in inspect(engine).get_table_names()
    downgrade(engine)
    assert "journal" not in inspect(engine).get_table_names()
    upgrade(engine)


def test_migrations_make_the_tables_the_code_uses(url):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from bot.state.tables import Base

    engine = open_engine(url)
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_database_that_cannot_be_opened_says_what_to_do(tmp_path):
    with pytest.raises(BotError, match="PLANBOT_DATABASE"):
        Store.open("sqlite:////proc/none/bot.sqlite3", tmp_path)
