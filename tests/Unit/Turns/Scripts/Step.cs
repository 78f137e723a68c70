using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>One step of a script. Numbers name sessions, turns and requests by their place, counted round, so that every step means something.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>A session is opened.</summary>
    public sealed record Open(SessionSettings Settings) : Step;

    /// <summary>A client asks for a turn.</summary>
    /// <param name="Process">Which of the two processes serves it.</param>
    /// <param name="Session">Which session, deleted ones among them.</param>
    /// <param name="Turn">The turn whose path is replayed; 0 for the last one, 1 for the one before, …</param>
    /// <param name="Dropped">How many messages are missing at the path's end.</param>
    /// <param name="Change">What a client may change in the last message that is left.</param>
    /// <param name="Spelling">How nothing is written.</param>
    /// <param name="New">What follows.</param>
    /// <param name="Key">The idempotency key, or null.</param>
    public sealed record Ask(
        int Process, int Session, int Turn, int Dropped, Change Change, int Spelling, ImmutableArray<Said> New, string? Key) : Step;

    /// <summary>A client sends a request again that it sent before.</summary>
    /// <param name="Process">Which of the two processes serves it.</param>
    /// <param name="Session">Which session.</param>
    /// <param name="Back">Which request; 0 for the session's last one.</param>
    /// <param name="IsRetry">Whether it says so.</param>
    public sealed record AskAgain(int Process, int Session, int Back, bool IsRetry) : Step;

    /// <summary>The engine is done with one of the requests that it has.</summary>
    public sealed record Answer(int Request, Reply Reply) : Step;

    /// <summary>A client goes away without waiting.</summary>
    public sealed record HangUp(int Request) : Step;

    /// <summary>A session is deleted.</summary>
    public sealed record Delete(int Session) : Step;

    /// <summary>A process ends, with all that it was doing, and another one takes its place.</summary>
    public sealed record Crash(int Process) : Step;

    /// <summary>Time goes by.</summary>
    public sealed record Wait(TimeSpan Time) : Step;
}
