namespace Attune.Embedding.Scheduling;

/// <summary>
/// A list whose links lie in its items: nothing is allocated, and an item leaves from anywhere at once. A mutable struct.
/// </summary>
internal struct LinkedFifo<T> where T : class, ILinked<T>
{
    private T? _last;

    public T? First { get; private set; }

    public void AddLast(T item) => InsertBefore(null, item);

    public void AddFirst(T item) => InsertBefore(First, item);

    /// <summary>Inserts before <paramref name="next"/>, or at the end where that is null.</summary>
    public void InsertBefore(T? next, T item)
    {
        var previous = next is null ? _last : next.Previous;
        item.Previous = previous;
        item.Next = next;
        Join(previous, item);
        Join(item, next);
    }

    public void Remove(T item)
    {
        Join(item.Previous, item.Next);
        item.Previous = item.Next = null;
    }

    private void Join(T? previous, T? next)
    {
        if (previous is null)
            First = next;
        else
            previous.Next = next;
        if (next is null)
            _last = previous;
        else
            next.Previous = previous;
    }
}
