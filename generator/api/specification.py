"""The OpenAPI description of the data files: where each lies and which schema its parts follow."""

from typing import Any

from generator.model.site import Site


def _get(summary: str, description: str, media: str = "application/json") -> dict[str, Any]:
    return {
        "get": {
            "summary": summary,
            "description": description,
            "responses": {"200": {"description": "OK", "content": {media: {}}}},
        }
    }


def openapi(site: Site) -> dict[str, Any]:
    """The description for this deployment."""
    brand = _get("一个品牌", "记录的全部字段（见 schema/brand.schema.json），加上网址、地名、缺项和相关品牌。")
    brand["parameters"] = [
        {
            "name": "id",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        }
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.name}数据",
            "version": "1",
            "description": "静态文件，只读；没有的事实就没有这个键。",
        },
        "servers": [{"url": f"{site.url}api/v1"}],
        "paths": {
            "/brands.json": _get("全部品牌", "按行政区划代码和拼音排序的摘要。"),
            "/brands/{id}.json": brand,
            "/brands.csv": _get("全部品牌（表格）", "UTF-8 带 BOM，可用 Excel、WPS 打开。", "text/csv"),
            "/figures.json": _get("典型人物", "只含公开报道或本人同意公开的内容。"),
            "/policies.json": _get(
                "政策", "条款、目标、标准和程序（见 schema/policy.schema.json）；目标的 counted 是本目录收录的数。"
            ),
            "/schema/brand.schema.json": _get("品牌记录的格式", "JSON Schema 2020-12。", "application/schema+json"),
            "/schema/policy.schema.json": _get("政策记录的格式", "JSON Schema 2020-12。", "application/schema+json"),
        },
    }
