using CsCheck;

namespace HeymarketPortal.Tests.Sending.Text;

/// <summary>Texts as nasty as they come: plain ones, words, typography, emoji sequences, marks on anything, broken surrogates.</summary>
internal static class AnyText
{
    private static readonly Gen<string> Plain = Gen.Char["@£$¥èéùìòÇ\n\rØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà"].Select(c => $"{c}");
    private static readonly Gen<string> Extension = Gen.Char["\f^{}\\[~]|€"].Select(c => $"{c}");
    private static readonly Gen<string> Typographic = Gen.Char["‘’“”«»–—…•\u00A0\u2009\u200B\u200C\u200D\u2060\uFEFF\u00AD\u200E\u200F\u2066\u2069\t→ﬁ\u2028"].Select(c => $"{c}");
    private static readonly Gen<string> Mark = Gen.Char["\u0300\u0301\u0303\u0308\u0327\u0338\u20E3\uFE0E\uFE0F"].Select(c => $"{c}");
    private static readonly Gen<string> Picture = OneOf("🎉", "👍🏽", "👨‍👩‍👧‍👦", "🇺🇸", "🇩", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "✅", "\u200D👩");
    private static readonly Gen<string> Letter = OneOf("ж", "ç", "ó", "日", "ไ", "ש", "می‌", "각", "\u1112\u1161", "क्षि", "\u212B", "e", "o", "n", "a");
    private static readonly Gen<string> Anything = Gen.Char.Select(c => $"{c}");
    private static readonly Gen<string> Broken = Gen.Char["\uD83C\uDF89\uFFFE\uFFFF"].Select(c => $"{c}");
    private static readonly Gen<string> LineEnd = OneOf("\r\n", "\n", "\r");

    private static readonly Gen<string> Nasty = Gen.OneOf(Plain, Extension, Typographic, Mark, Picture, Letter, Anything, Broken, LineEnd);
    private static readonly Gen<string> Calm = Gen.OneOf(Plain, Plain, Plain, Extension);

    public static readonly Gen<string> Gen7 = Calm.List[0, 700].Select(string.Concat);
    public static readonly Gen<string> Gen16 = Nasty.List[0, 250].Select(string.Concat);
    public static readonly Gen<string> Any = Gen.OneOf(Gen7, Gen16, Nasty.List[0, 8].Select(string.Concat));

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(which => pieces[which]);
}
