namespace Tito.Tests.Unit.Turns;

/// <summary>What happens to a call of a store.</summary>
internal enum StoreFault
{
    /// <summary>It fails before it did anything.</summary>
    Before,

    /// <summary>It fails behind its work.</summary>
    After,

    /// <summary>It arrives twice, and the second answer is the one that is heard.</summary>
    Twice,

    /// <summary>It never answers.</summary>
    Silence,

    /// <summary>It finds nothing, whatever is there.</summary>
    Blind,
}
