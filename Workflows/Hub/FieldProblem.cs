namespace StrongCities.Hub;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The field's name, as in the command.</param>
/// <param name="Key">A key of the hub's words: says what is wrong and how to mend it.</param>
/// <param name="Values">Fill the text's places, <c>{0}</c> and on.</param>
public sealed record FieldProblem(string Field, string Key, params IReadOnlyList<object> Values);
