package dev.underpin.cli.html;

/** A part of which there is only a sentence, such as why it could not be made. */
public record MessageSection(String id, String heading, String message) implements HtmlSection {}
