package io.cairn.server.journal;
public final class CairnJournalException extends RuntimeException { private static final long serialVersionUID=1L; public CairnJournalException(String m){super(m);} 
 @Override public String getMessage(){ return String.valueOf(super.getMessage()); } }
