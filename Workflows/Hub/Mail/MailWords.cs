namespace StrongCities.Hub.Mail;

/// <summary>
/// Names the words of mails: <c>MailWords.resx</c> and one file per language. Names are never declined and verbs have no gender:
/// labels and values instead of sentences around names. Translations are marked for review by native speakers.
/// </summary>
public sealed class MailWords;
