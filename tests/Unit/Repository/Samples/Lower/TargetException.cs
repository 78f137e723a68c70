namespace Tito.Tests.Unit.Repository.Samples.Lower;

public class TargetException : Exception
{
    public static int Number { get; set; }
}
