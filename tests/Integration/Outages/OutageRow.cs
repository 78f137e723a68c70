using System.Globalization;
using System.Net;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>One row of the table: what a client, its key and the journal saw of an outage in mid-turn.</summary>
/// <param name="Name">What happened.</param>
/// <param name="Length">For how long.</param>
/// <param name="Away">For how long the store was away, with what it took to bring it back.</param>
/// <param name="Answer">The turn's answer.</param>
/// <param name="AnsweredAfter">From the request to its answer.</param>
/// <param name="Others">Status and code of requests that met the outage, and how long the slowest took; empty where none was sent.</param>
/// <param name="KeyAfter">From the end of the outage to the turn under the same key; negative where it was there before.</param>
/// <param name="Turns">Number of the session's turns at the end.</param>
internal sealed record OutageRow(
    string Name, TimeSpan Length, TimeSpan Away, HttpAnswer Answer, TimeSpan AnsweredAfter, string Others, TimeSpan KeyAfter, int Turns)
{
    public static string Head => """
        | outage in mid-turn | the turn's client sees | other requests see | its key | journal |
        | --- | --- | --- | --- | --- |
        """;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name}, {Length.TotalSeconds:0} s | {Seen} after {AnsweredAfter.TotalSeconds:0.0} s | {Others} | {Key} | {Turns} turns, verified |");

    private string Seen => Answer.Status == HttpStatusCode.OK ? "200"
        : $"{(int)Answer.Status} `{Answer.Error.Code}`, `Retry-After: {Answer.Headers["retry-after"]}`";

    private string Key => Answer.Status == HttpStatusCode.OK ? "has the turn"
        : string.Create(CultureInfo.InvariantCulture, $"has a turn {KeyAfter.TotalSeconds:0.0} s after the end");
}
