/**
 * What an engine's language is: quoting, literals, type words, lowering, tokens, names inside
 * expressions, DDL text.
 */
package dev.underpin.dialect;
