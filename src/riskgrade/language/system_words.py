"""What the system says where it refuses, in Chinese."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件过大",
    errno.EROFS: "磁盘为只读",
    errno.EACCES: "没有访问权限",
    errno.EPERM: "不允许该操作",
    errno.ENOENT: "不存在",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有不是文件夹的部分",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "打开的文件过多",
    errno.ELOOP: "符号链接层数过多",
    errno.EBUSY: "正被占用",
    errno.EIO: "读写出错",
}


def system_zh(error: OSError) -> str:
    """Why the system refused, in Chinese; in its own words where it says something rare.

    Examples:
        >>> system_zh(OSError(errno.EFBIG, "File too large")), system_zh(OSError("odd"))
        ('文件过大', 'odd')
    """
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)
