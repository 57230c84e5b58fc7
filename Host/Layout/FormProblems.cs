using Microsoft.AspNetCore.Mvc.ModelBinding;
using StrongCities.Host.Words;
using StrongCities.Hub;

namespace StrongCities.Host.Layout;

/// <summary>Puts a use case's problems beside the fields of a page.</summary>
internal static class FormProblems
{
    /// <param name="state">The page's.</param>
    /// <param name="problems">As the use case names them.</param>
    /// <param name="words">Puts them into words.</param>
    /// <param name="nameOf">The page's name of a use case's field.</param>
    public static void Add(this ModelStateDictionary state, IEnumerable<FieldProblem> problems, PageWords words, Func<string, string> nameOf)
    {
        foreach (var problem in problems)
        {
            state.AddModelError(nameOf(problem.Field), words.Hub(problem.Key, problem.Values));
        }
    }
}
