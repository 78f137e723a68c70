namespace Tito.Jinja.Values;

/// <summary>Walks elements once.</summary>
internal abstract class ValueIterator
{
    /// <summary>The next element, or null after the last.</summary>
    public abstract Value? Next();
}
