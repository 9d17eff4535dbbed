using System.Collections.Frozen;

namespace HeymarketPortal.Sending;

/// <summary>
/// What a media URL seems to lead to, by the extension of its path: a hint before sending, since only the file's own content type
/// decides. Providers agree on JPEG, PNG and GIF; most carry the other usual ones too, and some phones do not open them.
/// </summary>
/// <param name="Extension">In lower case, without its dot; null when the address has none.</param>
/// <param name="IsUsual">Whether carriers usually take it. True without an extension: nothing is known, so nothing is said.</param>
/// <param name="IsImage">Whether browsers show it as a picture.</param>
public sealed record MediaKind(string? Extension, bool IsUsual, bool IsImage)
{
    private const int LongestExtension = 5;

    private static readonly FrozenSet<string> Usual =
        ((string[])["jpg", "jpeg", "jpe", "png", "gif", "bmp", "mp4", "m4v", "mpg", "mpeg", "mov", "3gp", "3gpp", "3g2", "mp3", "m4a", "aac", "amr", "wav", "ogg", "mid", "midi", "vcf", "ics", "txt", "pdf"])
        .ToFrozenSet();

    private static readonly FrozenSet<string> Images = ((string[])["jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp", "avif", "svg"]).ToFrozenSet();

    /// <summary>Why a person may want another file; null when there is nothing to say.</summary>
    public string? Sentence => IsUsual ? null : $"Carriers may not take a .{Extension} file. JPEG, PNG and GIF are safest.";

    public static MediaKind Of(string? url)
    {
        var extension = Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var address) ? ExtensionOf(address.AbsolutePath) : null;
        return extension is null ? new(null, true, false) : new(extension, Usual.Contains(extension), Images.Contains(extension));
    }

    /// <summary>A page's name is no kind of file: what comes after the last dot has to be short, and more than digits.</summary>
    private static string? ExtensionOf(string path)
    {
        var name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        var extension = name[(name.LastIndexOf('.') + 1)..];
        return extension.Length < name.Length && extension.Length is > 0 and <= LongestExtension
            && extension.All(char.IsAsciiLetterOrDigit) && extension.Any(char.IsAsciiLetter)
            ? extension.ToLowerInvariant()
            : null;
    }
}
