namespace Tito.Server.Errors;

/// <summary>One row of the error catalogue.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable word that clients may branch on.</param>
/// <param name="Type">The class of error, in OpenAI's words.</param>
/// <param name="ShouldRetry">
/// Whether the same request may succeed later, where its status alone would mislead: OpenAI's client libraries retry 409 and 5xx unless
/// the header <c>x-should-retry</c> says otherwise. Null leaves it to the status.
/// </param>
internal sealed record ErrorKind(int Status, string Code, string Type, bool? ShouldRetry = null);
