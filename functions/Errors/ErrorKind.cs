namespace Tito.Functions.Errors;

/// <summary>One row of the error catalogue.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable word that clients may branch on.</param>
/// <param name="Type">The class of error, in OpenAI's words.</param>
internal sealed record ErrorKind(int Status, string Code, string Type);
