"""`dafu completion`: the script by which a shell completes commands, options and values. click writes it."""

from __future__ import annotations

import click

from .framing import Command
from .output import say

VARIABLE = "_DAFU_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")
_EXAMPLES = (
    ("dafu completion bash > ~/.dafu-complete.bash", "bash：存下脚本，再在 ~/.bashrc 里加一行 . ~/.dafu-complete.bash"),
    ("dafu completion zsh > ~/.dafu-complete.zsh", "zsh：存下脚本，再在 ~/.zshrc 里加一行 . ~/.dafu-complete.zsh"),
    ("dafu completion fish > ~/.config/fish/completions/dafu.fish", "fish：存到这里就行"),
    ("dafu completion powershell >> $PROFILE", "PowerShell：加到配置文件末尾，重新打开窗口"),
)


@click.command(cls=Command, examples=_EXAMPLES)
@click.argument("shell", type=click.Choice(SHELLS), metavar="外壳")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """按 Tab 补全命令、选项、单位、年份、存着的检索：打印 bash、zsh、fish 或 powershell 的脚本。"""
    from click.shell_completion import get_completion_class

    writer = get_completion_class(shell)
    if writer is None:
        raise click.UsageError(f"装着的 click 不会写 {shell} 的脚本，请升级：pip install -U click")
    root = ctx.find_root()
    script = writer(root.command, {}, root.info_name or "dafu", VARIABLE).source()
    how = "\n".join(f"#   {command}" for command, _ in _EXAMPLES if f" {shell} " in command)
    say(f"# dafu 的补全。装上（一次就行）：\n{how}\n{script}", newline=False)
