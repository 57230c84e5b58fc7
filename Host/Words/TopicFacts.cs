using Microsoft.Extensions.Localization;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Words;

/// <summary>Shows what a case is about as its mails do, in the page's language. Views know it as <c>Topics</c>.</summary>
/// <param name="words">Of mails and of the hub.</param>
public sealed class TopicFacts(IStringLocalizerFactory words)
{
    /// <summary>The facts there are, without the name, which heads the page.</summary>
    /// <param name="topic">What the case is about.</param>
    /// <param name="zone">The reader's IANA time zone.</param>
    /// <returns>In the topic's order.</returns>
    public IReadOnlyList<TopicFact> Of(MailTopic topic, string zone)
    {
        var language = new MailLanguage(words, PageLanguage.Current, zone);
        return
        [
            .. topic.Facts.Select(fact => new TopicFact(fact.Label, language.Label(fact.Label), fact.In(language)))
                .Where(fact => fact.Text.Length > 0 && fact.Text != topic.Name),
        ];
    }

    /// <summary>What a fact is called.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The label.</returns>
    public string Label(string name) => new MailLanguage(words, PageLanguage.Current, "UTC").Label(name);
}

/// <summary>A fact as a page shows it.</summary>
/// <param name="Name">Its name, in whatever language.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Text">What it says.</param>
public sealed record TopicFact(string Name, string Label, string Text);
