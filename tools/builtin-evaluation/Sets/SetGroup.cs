namespace Attune.BuiltinEvaluation.Sets;

/// <summary>What the tasks of a mean have in common.</summary>
internal enum SetGroup
{
    /// <summary>Made from packages that the models have not seen anything of.</summary>
    Packages,

    /// <summary>Made from packages that the training text is also made from, though of other texts.</summary>
    Related,

    /// <summary>Written for this project: titles and words of today's media.</summary>
    Own,

    /// <summary>The same with typing errors.</summary>
    Typos,

    /// <summary>Titles that are not in English.</summary>
    Languages,
}
