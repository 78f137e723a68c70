using Tito.Core.Problems;
using Tito.Server.Errors;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>docs/errors.md has each error that the server gives, with its status, code and type, and no other.</summary>
public sealed class ErrorTableTests
{
    private static readonly ErrorKind[] WithoutProblem =
    [
        ErrorCatalog.InvalidJson, ErrorCatalog.Unauthorized, ErrorCatalog.Forbidden, ErrorCatalog.UnsupportedMediaType, ErrorCatalog.RateLimited, ErrorCatalog.RouteNotFound, ErrorCatalog.EndpointNotFound, ErrorCatalog.MethodNotAllowed,
        ErrorCatalog.VerificationNotFound, ErrorCatalog.ResponseNotFound, ErrorCatalog.ResponseKept, ErrorCatalog.ModelNotFound, ErrorCatalog.BodyTooLarge, ErrorCatalog.JournalCorrupt,
    ];

    [Fact]
    public void Documentation_HasTheRowsOfTheCatalogue()
    {
        var rows = File.ReadLines(Repository.PathTo("docs", "errors.md"))
            .Where(line => line.StartsWith('|') && line.Contains('`', StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split('|')[1..4].Select(cell => cell.Trim(' ', '`'))));

        var catalogue = Enum.GetValues<ProblemCode>().Select(code => ErrorCatalog.Of(new(code, "")))
            .Concat(WithoutProblem)
            .Select(kind => $"{(kind.Code == "engine_error" ? "as the engine" : $"{kind.Status}")} {kind.Code} {kind.Type}");
        Assert.Equal(catalogue.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }
}
