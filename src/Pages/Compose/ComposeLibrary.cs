namespace HeymarketPortal.Pages.Compose;

/// <summary>Lists, templates and surveys are read when a tab or a choice first needs them: a plain text needs none.</summary>
public sealed class ComposeLibrary
{
    public Shelf Lists { get; } = new();
    public Shelf Templates { get; } = new();
    public Shelf Surveys { get; } = new();
    public Shelf Tokens { get; } = new();

    /// <summary>One kind of thing that Heymarket keeps.</summary>
    public sealed class Shelf
    {
        /// <summary>Whether it was asked for, however that ended.</summary>
        public bool Asked { get; set; }
        /// <summary>Whether the answer is still on its way.</summary>
        public bool Reading { get; set; }
        /// <summary>Why it could not be read; then an id may be typed.</summary>
        public string? Failed { get; set; }
    }
}
