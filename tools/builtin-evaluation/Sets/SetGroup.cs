namespace Attune.BuiltinEvaluation.Sets;

/// <summary>What the tasks of a mean have in common.</summary>
internal enum SetGroup
{
    /// <summary>Made from packages.</summary>
    Packages,

    /// <summary>Written for this project: titles and words of today's media.</summary>
    Own,

    /// <summary>The same with typing errors.</summary>
    Typos,

    /// <summary>Titles that are not in English.</summary>
    Languages,
}
