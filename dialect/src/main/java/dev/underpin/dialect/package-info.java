/**
 * What an engine's language is: quoting, literals, type words, lowering, tokens, names inside
 * expressions, DDL text.
 */
@NullMarked
package dev.underpin.dialect;

import org.jspecify.annotations.NullMarked;
