"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "journal",
        sa.Column("update_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease", BIG, nullable=False),
        sa.Column("at", BIG, nullable=False),
    )
    op.create_index("journal_state_chat", "journal", ["state", "chat_id"])
    op.create_table(
        "profile",
        sa.Column("user_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("role", sa.String(16)),
        sa.Column("place", sa.String(120)),
        sa.Column("consent", sa.Boolean, nullable=False),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.Column("at", BIG, nullable=False),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("role", sa.String(9), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("at", BIG, nullable=False),
    )
    op.create_index("turn_chat", "turn", ["chat_id", "thread_id", "user_id"])
    op.create_table(
        "form",
        sa.Column("chat_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("user_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("at", BIG, nullable=False),
    )
    op.create_table(
        "choice",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", BIG, nullable=False),
    )
    op.create_index("ix_choice_chat_id", "choice", ["chat_id"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("plans", sa.JSON, nullable=False),
        sa.Column("at", BIG, nullable=False),
    )
    op.create_index("ix_feedback_user_id", "feedback", ["user_id"])


def downgrade() -> None:
    """Take back."""
    for table in ("feedback", "choice", "form", "turn", "profile", "journal"):
        op.drop_table(table)
