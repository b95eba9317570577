"""`riskgrade list`: the serious violation and dishonesty list, from drafts to removal."""

from __future__ import annotations

import click

from .lazy_group import LazyGroup

COMMANDS = {
    "draft": ("riskgrade.cli.list_draft:draft", "Draft entries from penalties / 由处罚记录起草列入"),
    "calendar": ("riskgrade.cli.list_days:calendar", "By when things are due / 各步骤的期限"),
    "term": ("riskgrade.cli.list_days:term", "How long an entry lasts / 列入期限与提前移出"),
    "removal": ("riskgrade.cli.list_removal:removal", "Whether an entry must or may go / 是否应当或可以移出"),
    "documents": ("riskgrade.cli.list_documents:documents", "Word documents of drafts and entries / 制作文书"),
    "open": ("riskgrade.cli.list_case_show:open_", "Enter drafts into a case register / 将草稿录入案件登记簿"),
    "show": ("riskgrade.cli.list_case_show:show", "Entries, how they stand and what is next / 查看条目、状态与下一步"),
    "history": ("riskgrade.cli.list_case_show:history", "Everything that was done / 查看办理记录"),
    "conclude": ("riskgrade.cli.list_case:conclude", "What an officer concludes / 记录执法人员的认定"),
    "notice": ("riskgrade.cli.list_case:notice", "The party was told / 记录告知"),
    "hear": ("riskgrade.cli.list_case:hear", "A hearing was held / 记录听证"),
    "approve": ("riskgrade.cli.list_case:approve", "Approve what another person made / 批准他人拟定的列入"),
    "refuse": ("riskgrade.cli.list_case:refuse", "Do not approve / 不予批准"),
    "consent": ("riskgrade.cli.list_case:consent", "The superior authority consented / 记录上级同意"),
    "decline": ("riskgrade.cli.list_case:decline", "The superior authority did not consent / 记录上级不予同意"),
    "decide": ("riskgrade.cli.list_case:decide", "The decision, with its number / 记录列入决定"),
    "publish": ("riskgrade.cli.list_case:publish", "It was made public / 记录公示"),
    "remove": ("riskgrade.cli.list_case:remove", "It was taken off the list / 记录移出"),
    "restore": ("riskgrade.cli.list_case:restore", "A removal by deceit was revoked / 撤销移出、恢复列入"),
    "revoke": ("riskgrade.cli.list_case:revoke", "The decision was revoked / 撤销列入决定"),
    "withdraw": ("riskgrade.cli.list_case:withdraw", "Give up what is not decided / 撤回尚未决定的条目"),
    "undo": ("riskgrade.cli.list_case:undo", "Take back the last act / 更正：退回上一步"),
    "rebuild": ("riskgrade.cli.list_case_show:rebuild", "Make a case register anew from its log / 依日志重建登记簿"),
    "export": ("riskgrade.cli.list_case_show:export", "The entries as a csv file / 导出 csv"),
}


@click.group(name="list", cls=LazyGroup, where=COMMANDS)
def list_() -> None:
    """The serious violation and dishonesty list: drafts, deadlines, terms, removal, and the life of an entry.

    严重违法失信名单：起草、期限、移出与条目办理。

    A draft is no listing: nothing is listed until named persons have decided so.
    """
