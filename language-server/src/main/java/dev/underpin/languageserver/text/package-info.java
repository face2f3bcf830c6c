/** The text of an open file, the places in it, and its YAML as far as it can be read. */
package dev.underpin.languageserver.text;
