namespace Tito.Tests.Unit.Turns;

/// <summary>What never answers by itself.</summary>
internal static class Never
{
    public static Task<T> AnswersAsync<T>(CancellationToken cancellationToken) => new TaskCompletionSource<T>().Task.WaitAsync(cancellationToken);
}
