"""Rules of the site: theme, templates, configuration (T)."""

from typing import Final

from generator.diagnostics import Rule, Severity

_E, _W = Severity.ERROR, Severity.WARNING

SITE: Final = (
    Rule(
        "T401",
        _E,
        "模板 {template} 出错：{detail}",
        "template {template} failed: {detail}",
        "检查最近对模板的改动",
        "check the latest change of the template",
        "模板出错时不会写出任何页面，原来的网站保持不变。",
    ),
    Rule(
        "T402",
        _E,
        "配置出错：{detail}",
        "configuration error: {detail}",
        "检查 mkdocs.yml",
        "check mkdocs.yml",
        "配置不对时不会写出任何页面。",
    ),
    Rule(
        "T403",
        _W,
        "政府网站部署缺少配置：{field}",
        "government deployment lacks the setting: {field}",
        "在 mkdocs.yml 的 extra.site.host 里填写",
        "fill it in under extra.site.host in mkdocs.yml",
        "国办发〔2017〕47 号要求每个页面都有网站名称、域名和标识码。",
    ),
    Rule(
        "T404",
        _E,
        "没有 {folder} 这个文件夹",
        "no such folder: {folder}",
        "在项目根目录里运行，或用 --root 指明",
        "run it in the project folder or pass --root",
        "程序要在项目根目录里运行。",
    ),
)
