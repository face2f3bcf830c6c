/** What the names in a schema's files mean: where each is declared, and where it is used. */
package dev.underpin.languageserver.names;
