namespace Tito.Core.Trajectories;

/// <summary>What the answer of a turn repeats of its request, so that it can be told again without that.</summary>
/// <param name="Face">The name of the face that was asked.</param>
/// <param name="Text">In a form of the face's own: at most <see cref="MaxLength"/> characters, empty where it repeats nothing.</param>
public sealed record RequestEcho(string Face, string Text)
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 1024;
}
