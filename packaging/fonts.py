"""Cuts the fonts in assets/fonts from the full ones. Run by hand when a new version is wanted, never at run time.

    apt-get install fonts-noto-cjk fonts-noto-core  # the two TTC files and one font per script
    npm pack @fontsource/noto-emoji && tar xzf fontsource-noto-emoji-*.tgz
    .venv/bin/python packaging/fonts.py \\
        --cjk /usr/share/fonts/opentype/noto \\
        --scripts /usr/share/fonts/truetype/noto \\
        --emoji package/files/noto-emoji-emoji-400-normal.woff

What is cut, and why:

- Noto Sans CJK SC, Regular and Bold: the whole GBK repertoire, the 276 characters of the Table of General
  Standard Chinese Characters that GBK lacks (people are named with them), Hangul as in KS X 1001, Latin with
  Vietnamese, and the symbols a ticket uses; the regular weight also has ideograph extension A and all Hangul. The outline of .notdef stays: without it a missing character
  would be drawn as nothing and a customer's name could vanish from paper unseen.
- Noto Sans Mono CJK SC: the half-width glyphs alone, for cells of 12 dots.
- Noto Sans, one font for the living scripts of Europe, Asia and Ethiopia that names may be written in, with the
  tables that join and stack their letters; without hints, since they are drawn only as a last resort. Merging takes some minutes.
- Noto Emoji: all of it. Sequences (families, flags, keycaps) get a code point in Private Use Area A each, listed
  in NotoEmoji-sequences.txt, so that drawing them needs no shaping engine and gives the same dots everywhere.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

#: Table of General Standard Chinese Characters (State Council, 2013) less GBK, and four more seen in names.
NAMES = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃"
    "䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮鿍鿎鿏𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣"
    "𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗"
    "𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐"
    "𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓𠮷㵾䘵㐂"
)

#: Latin with its extensions, Greek, Cyrillic, Vietnamese; punctuation to arrows and shapes; CJK symbols; full width.
BLOCKS = (
    range(0x20, 0x7F), range(0xA0, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00),
    range(0x2000, 0x2C00), range(0x3000, 0x3400), range(0xFE10, 0xFE70), range(0xFF00, 0xFFF0),
)  # fmt: skip

#: Rare ideographs (extension A, which GB 18030 demands) and all Hangul, in the regular weight alone.
RARE = {*range(0x3400, 0x4DC0), *range(0xAC00, 0xD7A4)}

#: One font file of fonts-noto-core per script.
SCRIPTS = (
    "Sans", "SansArabic", "SansArmenian", "SansBengali", "SansDevanagari", "SansEthiopic", "SansGeorgian",
    "SansGujarati", "SansGurmukhi", "SansHebrew", "SansKannada", "SansKhmer", "SansLao", "SansMalayalam",
    "SansMongolian", "SansMyanmar", "SansSinhala", "SansTamil", "SansTelugu", "SansThai", "SerifTibetan", "SansYi",
)  # fmt: skip

TONES = range(0x1F3FB, 0x1F400)
VARIATION_16 = 0xFE0F
PRIVATE_USE_A = 0xF0000

#: Neutral couples: the emoji they stand for when both skin tones are dropped (emoji-test.txt of Unicode 15).
COUPLES = {
    (0x1F469, 0x200D, 0x1F91D, 0x200D, 0x1F469): 0x1F46D,
    (0x1F469, 0x200D, 0x1F91D, 0x200D, 0x1F468): 0x1F46B,
    (0x1F468, 0x200D, 0x1F91D, 0x200D, 0x1F468): 0x1F46C,
    (0x1F9D1, 0x200D, 0x2764, 0x200D, 0x1F48B, 0x200D, 0x1F9D1): 0x1F48F,
    (0x1F9D1, 0x200D, 0x2764, 0x200D, 0x1F9D1): 0x1F491,
    (0x1FAF1, 0x200D, 0x1FAF2): 0x1F91D,
}


def in_codec(codec: str) -> set[int]:
    """The code points of the BMP that a double-byte codec of Python holds."""
    return {c for c in range(0x80, 0x10000) if len(chr(c).encode(codec, "ignore")) == 2}


def face(collection: Path, name: str) -> TTFont:
    """The face with this PostScript name out of a TTC."""
    for font in TTCollection(str(collection)).fonts:
        if font["name"].getDebugName(6) == name:
            return font
    raise SystemExit(f"{collection}: no face {name}")


def cut(font: TTFont, code_points: Iterable[int], target: Path) -> None:
    """Subset `font` and write it; no layout features (the drawing code uses none), hints kept for 24-dot glyphs."""
    options = Options()
    options.notdef_outline = True
    options.layout_features = []
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    font.save(target)
    print(target.name, len(font.getBestCmap()), "characters", target.stat().st_size, "bytes")


def half_width(font: TTFont) -> set[int]:
    """Code points of `font` whose advance is half an em."""
    half, widths = font["head"].unitsPerEm // 2, font["hmtx"]
    return {
        c for c, glyph in font.getBestCmap().items() if widths[glyph][0] == half and c in set().union(*BLOCKS)
    }


def sequences(font: TTFont) -> dict[tuple[int, ...], str]:
    """The emoji sequences of the font's ligatures without skin tones, as code points -> glyph name."""
    character = {glyph: c for c, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    found: dict[tuple[int, ...], str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable if lookup.LookupType == 4 else ():
            for first, ligatures in table.ligatures.items():
                for ligature in ligatures:
                    parts = [first, *ligature.Component]
                    if all(part in character for part in parts):
                        key = tuple(c for c in map(character.__getitem__, parts) if c != VARIATION_16)
                        if len(key) > 1 and not any(c in TONES for c in key):
                            found.setdefault(key, ligature.LigGlyph)
    for couple, single in COUPLES.items():
        found.setdefault(couple, font.getBestCmap()[single])
    return found


def merge_scripts(folder: Path, target: Path) -> None:
    """One font out of those of `SCRIPTS`, with their layout tables."""
    options = Options()
    options.notdef_outline = options.glyph_names = True
    options.hinting = False
    options.layout_features = ["*"]
    options.drop_tables += ["DSIG", "gasp", "STAT", "meta", "vhea", "vmtx", "BASE"]
    taken: set[int] = set()
    with TemporaryDirectory() as work:
        parts: list[str] = []
        for name in SCRIPTS:
            font = TTFont(folder / f"Noto{name}-Regular.ttf")
            wanted = set(font.getBestCmap()) - taken
            taken |= wanted
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=wanted)
            subsetter.subset(font)
            parts.append(f"{work}/{name}.ttf")
            font.save(parts[-1])
        merged = Merger().merge(parts)
    merged.save(target)
    print(target.name, len(taken), "characters", target.stat().st_size, "bytes")


def cut_emoji(source: Path, folder: Path) -> None:
    """Unpack the emoji font, give each sequence a private code point and write the list of them."""
    font = TTFont(source)
    font.flavor = None
    found = sorted(sequences(font).items())
    code_points = {glyph: PRIVATE_USE_A + i for i, glyph in enumerate(dict.fromkeys(g for _, g in found))}
    tables = [t for t in font["cmap"].tables if t.format == 12]
    for table in tables:
        table.cmap.update({c: glyph for glyph, c in code_points.items()})
    lines = [f"{' '.join(f'{c:X}' for c in key)}={code_points[glyph]:X}" for key, glyph in found]
    (folder / "NotoEmoji-sequences.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    cut(font, font.getBestCmap(), folder / "NotoEmoji-Regular.ttf")
    print(len(found), "emoji sequences")


def main() -> None:
    """Cut all fonts into assets/fonts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cjk", type=Path, required=True, help="folder with NotoSansCJK-Regular.ttc and -Bold.ttc"
    )
    parser.add_argument(
        "--scripts", type=Path, required=True, help="folder with NotoSans-Regular.ttf and its like"
    )
    parser.add_argument("--emoji", type=Path, required=True, help="noto-emoji-emoji-400-normal.woff")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "assets" / "fonts")
    args = parser.parse_args()
    wanted = in_codec("gbk") | in_codec("euc_kr") | set(map(ord, NAMES)) | set().union(*BLOCKS)
    wanted -= set(range(0xE000, 0xF900))
    for weight, more in (("Regular", RARE), ("Bold", set[int]())):
        font = face(args.cjk / f"NotoSansCJK-{weight}.ttc", f"NotoSansCJKsc-{weight}")
        cut(font, wanted | more, args.out / f"NotoSansCJKsc-{weight}-gbk.otf")
    mono = face(args.cjk / "NotoSansCJK-Regular.ttc", "NotoSansMonoCJKsc-Regular")
    cut(mono, half_width(mono), args.out / "NotoSansMonoCJKsc-latin.otf")
    merge_scripts(args.scripts, args.out / "NotoSans-scripts.ttf")
    cut_emoji(args.emoji, args.out)


if __name__ == "__main__":
    main()
