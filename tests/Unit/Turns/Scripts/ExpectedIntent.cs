using System.Collections.Immutable;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>The trace of a turn that went to an engine.</summary>
internal sealed class ExpectedIntent
{
    public required string Key { get; init; }

    public required bool IsClientKey { get; init; }

    /// <summary>Which attempt holds the key.</summary>
    public required ExpectedAttempt Attempt { get; init; }

    public required string Body { get; init; }

    public required ExpectedTurn? Parent { get; init; }

    /// <summary>How many turns the session had.</summary>
    public required int TurnCount { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>The turn that it became, or null.</summary>
    public int? Turn { get; private set; }

    /// <summary>Whether its completion is no turn because another turn came first.</summary>
    public bool CameTooLate { get; private set; }

    /// <summary>How many tokens engines sampled under the key that became no turn, an attempt each.</summary>
    public ImmutableArray<int> GivenUp { get; set; } = [];

    /// <summary>Whether the engine gave this attempt up.</summary>
    public bool WasGivenUp { get; private set; }

    public void GaveUp(int tokens) => (IsOpen, WasGivenUp, GivenUp) = (false, true, GivenUp.Add(tokens));

    public void Became(int turn) => (IsOpen, Turn) = (false, turn);

    public void Failed() => IsOpen = false;

    public void CameLate(int tokens) => (IsOpen, CameTooLate, GivenUp) = (false, true, tokens > 0 ? GivenUp.Add(tokens) : GivenUp);
}
