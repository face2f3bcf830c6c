/** The commands as goals of Maven. The goals and their parameters are API, the types are not. */
package dev.underpin.maven;
