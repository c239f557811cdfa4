"""What goes wrong, as a page or as JSON: one Chinese line and the right status."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from indexer.errors import DafuError, InputError, QueryTooLong

from .params import Asked, read


@dataclass(frozen=True, slots=True)
class ErrorView:
    """A page that only says what is wrong and what to do."""

    title: str
    line: str
    hint: str
    asked: Asked


_LINES = {
    400: "这个请求看不懂，请回到首页重新查找",
    403: "这个操作不是从本网站的页面发出的，没有照做",
    404: "没有这个页面，请检查网址",
    405: "这个网址不能这样使用，请回到首页重新查找",
    413: "请求太长，请只贴关键的段落",
}
_CRASHED = "程序出错了，请重试；还不行请把运行 dafu serve 的窗口里的信息告诉维护人员"
_BY_STATUS = {
    400: ("不能这样查找", ""),
    404: ("没有找到", "编号可能写错了，或者这篇答复已从答复库中移除。"),
    503: ("暂时不能查找", "照做以后刷新本页就行，不需要重新打开网页服务。"),
}


def status_of(error: DafuError) -> int:
    """400 when the user can ask otherwise, 503 when the archive must be made ready first."""
    return 400 if isinstance(error, InputError | QueryTooLong) else 503


def register(app: Flask) -> None:
    """Answers every error of the app in its own way."""

    @app.errorhandler(DafuError)
    def dafu_error(error: DafuError) -> Response:
        return _answer(status_of(error), str(error))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        own = error.description if status == 404 and error.description != NotFound.description else None
        answer = _answer(status, own or _LINES.get(status, _CRASHED))
        for name, value in error.get_headers():
            if name == "Allow":
                answer.headers[name] = value
        return answer

    @app.errorhandler(Exception)
    def crash(error: Exception) -> Response:
        app.logger.error("%s %s", request.method, request.path, exc_info=error)
        return _answer(500, _CRASHED)


def _answer(status: int, line: str) -> Response:
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        answer = jsonify(error=line)
    else:
        title, hint = _BY_STATUS.get(status, ("出错了", ""))
        asked = read(request.args, least=1, most=100)
        answer = make_response(render_template("error.html", view=ErrorView(title, line, hint, asked)))
    answer.status_code = status
    return answer
