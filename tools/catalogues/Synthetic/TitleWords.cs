namespace Attune.Catalogues.Synthetic;

/// <summary>English words that titles have everywhere, the commoner ones first.</summary>
internal static class TitleWords
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. """
            love you the night me heart time baby my day life home world dream light eyes girl blue away rain down fire moon
            never back sun song summer good man sweet little long again without black high all up wild stay run lost gone
            tonight forever red morning star sky hold dance river golden cold only boy lonely angel burning sea wind broken
            white stone road last first goodbye hello remember alone tears come town wait still free young secret crazy
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];
}
