"""The first minute: greeting, role and place, help, and the commands in the menu."""

from __future__ import annotations

import asyncio
import logging
from html import escape

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram.keyboards import Button, keyboard
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service

log = logging.getLogger(__name__)

ROLES = {"can_bo": "👔 Cán bộ xã", "ho_dan": "🏠 Hộ dân", "tap_huan": "🎓 Tập huấn"}

QUESTIONS = {
    "can_bo": (
        "Hạn nộp báo cáo là khi nào?",
        "Xã phải giảm bao nhiêu % hộ nghèo mỗi năm?",
        "Hồ sơ khen thưởng nộp về đâu?",
    ),
    "ho_dan": (
        "Hộ nghèo muốn được khen thì cần gì?",
        "Hộ mới thoát nghèo cần điều kiện gì?",
        "Ai bình xét cho hộ gia đình?",
    ),
    "tap_huan": (
        "So sánh mục tiêu giảm nghèo của các kế hoạch",
        "Thôn, bản đạt tiêu chuẩn thi đua là như thế nào?",
        "Mục tiêu và tiêu chuẩn giảm nghèo khác nhau thế nào?",
    ),
}
"""Three questions to tap, by role."""

COMMANDS = {
    "hoi": ("Hỏi một câu", "Ask a question"),
    "kiemtra": ("Đối chiếu số liệu với tiêu chí", "Check figures against the criteria"),
    "tieuchi": ("Tiêu chí theo loại đơn vị", "Criteria by kind of unit"),
    "sosanh": ("So sánh các kế hoạch", "Compare the plans"),
    "vanban": ("Các kế hoạch đang có", "The plans"),
    "taplieu": ("Soạn tài liệu tập huấn", "Make a briefing"),
    "diaban": ("Chọn địa bàn", "Choose your place"),
    "gopy": ("Góp ý", "Feedback"),
    "xoadulieu": ("Xóa dữ liệu của tôi", "Erase my data"),
    "trogiup": ("Cách dùng", "Help"),
}
IN_GROUPS = ("hoi", "tieuchi", "sosanh", "vanban", "trogiup")
FOR_ADMINS = {"thongke": "Số liệu sử dụng", "phattin": "Gửi tin cho mọi người dùng", "duyet": "Duyệt tiêu chí"}


async def introduce(bot: Bot, the: Service) -> None:
    """Describe the bot and fill its menu; what Telegram refuses now stays as it was at the last start."""
    try:
        for language, suffix in ((None, ""), ("en", "_en")):
            await bot.set_my_description(say(f"description{suffix}"), language)
            await bot.set_my_short_description(say(f"short_description{suffix}"), language)
        await set_commands(bot, the)
    except TelegramError as error:
        log.warning("the bot could not be described: %s", error)


async def set_commands(bot: Bot, the: Service) -> None:
    """Put the commands in the menu: private chats, groups, and admins, Vietnamese first."""
    for number, language in enumerate((None, "en")):
        every = [BotCommand(name, words[number]) for name, words in COMMANDS.items()]
        groups = [command for command in every if command.command in IN_GROUPS]
        await bot.set_my_commands(every, BotCommandScopeAllPrivateChats(), language)
        await bot.set_my_commands(groups, BotCommandScopeAllGroupChats(), language)
    more = [BotCommand(name, words) for name, words in FOR_ADMINS.items()]
    every = [BotCommand(name, words[0]) for name, words in COMMANDS.items()]
    for admin in the.settings.admins:
        try:
            await bot.set_my_commands([*every, *more], BotCommandScopeChat(admin))
        except TelegramError:
            continue  # an admin who has not written to the bot yet has no chat to scope to


def examples(role: str | None) -> list[list[Button]]:
    """Three questions to tap."""
    return [[(question, {"do": "ask", "question": question})] for question in QUESTIONS[role or "can_bo"]]


async def on_start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/start: greet, offer roles and three questions; a deep link goes straight to what it names."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    if context.args:
        from bot.telegram.links import follow

        if await follow(update, context, context.args[0]):
            return
    language = update.effective_user.language_code if update.effective_user else None
    places = ", ".join(dict.fromkeys(plan.place or plan.issuer for plan in the.assistant.plans.values()))
    hello = say(
        "hello_en" if language and language.startswith("en") else "hello",
        plans=len(the.assistant.plans),
        places=places,
        days=the.settings.keep_days,
    )
    profile = await asyncio.to_thread(the.store.profile, user_id)
    roles: list[Button] = [(label, {"do": "role", "role": role}) for role, label in ROLES.items()]
    label = f"📍 Địa bàn: {profile.place}" if profile.place else "📍 Chọn địa bàn"
    rows: list[list[Button]] = [roles, [(label, {"do": "places"})], *examples(profile.role)]
    await send(
        context.bot, chat_id, [hello], keyboard=await keyboard(the.store, chat_id, rows), thread_id=thread_id or None
    )


async def choose_role(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Remember a role and show its questions."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    role = str(data.get("role"))
    if role not in ROLES:
        return
    await asyncio.to_thread(the.store.save_profile, user_id, role=role)
    await send(
        context.bot,
        chat_id,
        [say("role_saved")],
        keyboard=await keyboard(the.store, chat_id, examples(role)),
        thread_id=thread_id or None,
    )


async def on_place(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/diaban: which place is meant when a question names none."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    places = dict.fromkeys(plan.place for plan in the.assistant.plans.values() if plan.place)
    rows: list[list[Button]] = [[(f"📍 {place}", {"do": "place", "place": place})] for place in places]
    rows.append([("Không mặc định", {"do": "place", "place": None})])
    await send(
        context.bot,
        chat_id,
        [say("place_question")],
        keyboard=await keyboard(the.store, chat_id, rows),
        thread_id=thread_id or None,
    )


async def offer_places(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """The button of /start that asks for a place."""
    del data
    await on_place(update, context)


async def choose_place(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Remember a place."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    place = data.get("place")
    await asyncio.to_thread(the.store.save_profile, user_id, place=place)
    text = say("place_saved", place=place) if place else say("place_cleared")
    await send(context.bot, chat_id, [text], thread_id=thread_id or None)


async def keep_place(update: Update, context: ContextTypes.DEFAULT_TYPE, place: str) -> None:
    """Remember the place that somebody chose when they were asked which they meant, unless they have one."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    in_private = update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
    if in_private and (await asyncio.to_thread(the.store.profile, user_id)).place is None:
        await asyncio.to_thread(the.store.save_profile, user_id, place=place)
        await send(context.bot, chat_id, [say("place_kept", place=escape(place))])


async def on_help(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/trogiup."""
    chat_id, thread_id, _ = conversation(update)
    await send(context.bot, chat_id, [say("help")], thread_id=thread_id or None)
