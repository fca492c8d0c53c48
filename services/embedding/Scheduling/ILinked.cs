namespace Attune.Embedding.Scheduling;

/// <summary>Something that carries the links of the list it is in; it is in one at a time.</summary>
internal interface ILinked<T> where T : class
{
    T? Previous { get; set; }

    T? Next { get; set; }
}
