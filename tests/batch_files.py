"""Small documents of our own for tests of stores: a national one, two of provinces, one of a city below, and some that fit nowhere."""

from __future__ import annotations

import hashlib
from pathlib import Path

from duizhao.batch import Store

NATIONAL = """国务院办公厅关于改进书屋服务的意见

国书办发〔2030〕7号

各省、自治区、直辖市人民政府：

一、主要任务

（一）书屋应当定期举办讲座，方便群众参加。
（二）书屋可以延长开放时间。
（三）文化部门应当及时答复读者意见。

国务院办公厅
2030年1月5日
"""
PROVINCE = """{place}人民政府关于改进书屋服务的实施意见

{number}

各市、县人民政府：

为贯彻落实《国务院办公厅关于改进书屋服务的意见》（国书办发〔2030〕7号），结合本省实际，制定本意见。

（一）书屋应当每{often}至少举办1次讲座，方便群众参加。
（二）书屋应当延长开放时间。
（三）书屋应当设立儿童阅览角。

{place}人民政府
2030年{month}月8日
"""
CITY = """石家庄市人民政府关于改进书屋服务的若干措施

各县、区人民政府：

为落实《河北省人民政府关于改进书屋服务的实施意见》，结合我市实际，制定本措施。

（一）书屋应当每月至少举办1次讲座，方便群众参加。
（二）书屋应当延长开放时间到晚上九点。

石家庄市人民政府
2030年9月1日
"""
ALONE = """安徽省公园绿地管理办法

第一条 为了管好公园绿地，根据《公园绿地条例》，结合本省实际，制定本办法。
第二条 公园应当每天打扫一次。

安徽省人民政府
2030年4月2日
"""
PARKS = """公园绿地条例

（2029年3月1日国务院令第801号公布）

第一条 为了管好公园绿地，制定本条例。
第二条 公园应当定期打扫。国务院城乡建设主管部门负责全国公园绿地的管理工作。
第三条 在中华人民共和国境内的公园，适用本条例。
"""


def province(place: str, often: str, month: int) -> str:
    return PROVINCE.format(place=place, number=f"书政发〔2030〕{month}号", often=often, month=month)


def write_folder(folder: Path) -> Path:
    """The documents in two folders, one inside the other."""
    inner = folder / "地方"
    inner.mkdir(parents=True)
    (folder / "国办意见.txt").write_text(NATIONAL, encoding="utf-8")
    (inner / "河北.txt").write_text(province("河北省", "季度", 3), encoding="utf-8")
    (inner / "湖南.txt").write_text(province("湖南省", "半年", 4), encoding="utf-8")
    (inner / "石家庄.txt").write_text(CITY, encoding="utf-8")
    (inner / "公园.txt").write_text(ALONE, encoding="utf-8")
    return folder


def content(store: Store, folder: Path) -> dict[str, str]:
    """What a store holds: a hash of each exported table."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in store.export(folder)}
