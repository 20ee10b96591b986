--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';


--
-- Name: campaigns_contribution_final(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.campaigns_contribution_final() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'campaigns_contribution_final' USING ERRCODE = 'check_violation';
    END $$;


--
-- Name: core_auditentry_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.core_auditentry_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            IF NOT (EXISTS (SELECT 1 FROM core_auditentry c WHERE c.kind = 'cut' AND c.subject_id >= OLD.number)) THEN
                RAISE EXCEPTION 'core_auditentry_final' USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END $$;


--
-- Name: core_auditentry_final(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.core_auditentry_final() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            RAISE EXCEPTION 'core_auditentry_final' USING ERRCODE = 'check_violation';
        END $$;


--
-- Name: core_auditentry_truncate(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.core_auditentry_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM core_auditentry) THEN
                RAISE EXCEPTION 'core_auditentry_final' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$;


--
-- Name: core_auditwords_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.core_auditwords_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            IF NOT (EXISTS (SELECT 1 FROM core_auditentry c WHERE c.kind = 'cut' AND c.subject_id >= OLD.entry_id) OR EXISTS (
    SELECT 1 FROM core_auditentry c
    WHERE c.subject = 'core.AuditEntry' AND c.subject_id = OLD.entry_id AND c.kind = 'words_erased'
)) THEN
                RAISE EXCEPTION 'core_auditwords_final' USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END $$;


--
-- Name: core_auditwords_final(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.core_auditwords_final() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            RAISE EXCEPTION 'core_auditwords_final' USING ERRCODE = 'check_violation';
        END $$;


--
-- Name: core_auditwords_truncate(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.core_auditwords_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM core_auditwords) THEN
                RAISE EXCEPTION 'core_auditwords_final' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$;


--
-- Name: crm_sponsorship_seats(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.crm_sponsorship_seats() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        offered integer;
    BEGIN
        -- The lock makes rivals wait, so that each counts what the one before it wrote.
        SELECT t.seats INTO offered FROM goals_tieroffer t
        WHERE t.goal_id = NEW.goal_id AND t.tier_id = NEW.tier_id FOR UPDATE;
        IF offered IS NOT NULL AND EXISTS (
SELECT 1
FROM (
    SELECT NEW.starts AS day
    UNION
    SELECT s.starts FROM crm_sponsorship s
    WHERE s.goal_id = NEW.goal_id AND s.tier_id = NEW.tier_id AND s.stage IN ('signed', 'ended_early') AND COALESCE(s.ended_on, s.ends) >= s.starts
      AND s.starts BETWEEN NEW.starts AND COALESCE(NEW.ended_on, NEW.ends)
) days
WHERE (
    SELECT COUNT(*) FROM crm_sponsorship h
    WHERE h.goal_id = NEW.goal_id AND h.tier_id = NEW.tier_id AND h.stage IN ('signed', 'ended_early') AND COALESCE(h.ended_on, h.ends) >= h.starts
      AND h.starts <= days.day AND COALESCE(h.ended_on, h.ends) >= days.day
) > offered
) THEN
            RAISE EXCEPTION 'crm_sponsorship_seats' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$;


--
-- Name: crm_tieroffer_seats(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.crm_tieroffer_seats() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF EXISTS (
SELECT 1
FROM (
    SELECT (now() AT TIME ZONE 'Europe/Stockholm')::date AS day
    UNION
    SELECT s.starts FROM crm_sponsorship s
    WHERE s.goal_id = NEW.goal_id AND s.tier_id = NEW.tier_id AND s.stage IN ('signed', 'ended_early') AND COALESCE(s.ended_on, s.ends) >= s.starts AND s.starts > (now() AT TIME ZONE 'Europe/Stockholm')::date
) days
WHERE (
    SELECT COUNT(*) FROM crm_sponsorship h
    WHERE h.goal_id = NEW.goal_id AND h.tier_id = NEW.tier_id AND h.stage IN ('signed', 'ended_early') AND COALESCE(h.ended_on, h.ends) >= h.starts
      AND h.starts <= days.day AND COALESCE(h.ended_on, h.ends) >= days.day
) > NEW.seats
) THEN
            RAISE EXCEPTION 'crm_sponsorship_seats' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account_emailaddress; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_emailconfirmation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_invitation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_invitation (
    id bigint NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    token_hash character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    language character varying(2) NOT NULL,
    mailed_at timestamp with time zone,
    made_by_id bigint,
    user_id bigint,
    CONSTRAINT accounts_invitation_used_by_somebody CHECK ((((used_at IS NULL) AND (user_id IS NULL)) OR ((used_at IS NOT NULL) AND (user_id IS NOT NULL))))
);


--
-- Name: accounts_invitation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_invitation_roles; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_invitation_roles (
    id bigint NOT NULL,
    invitation_id bigint NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: accounts_invitation_roles_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_invitation_roles ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_invitation_roles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_passwordlink; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_passwordlink (
    id bigint NOT NULL,
    token_hash character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    made_by_id bigint,
    user_id bigint NOT NULL
);


--
-- Name: accounts_passwordlink_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_passwordlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_passwordlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accessattempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accessattempt (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    get_data text NOT NULL,
    post_data text NOT NULL,
    failures_since_start integer NOT NULL,
    CONSTRAINT axes_accessattempt_failures_since_start_check CHECK ((failures_since_start >= 0))
);


--
-- Name: axes_accessattempt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.axes_accessattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accessattemptexpiration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accessattemptexpiration (
    access_attempt_id integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: axes_accessfailurelog; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accessfailurelog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    locked_out boolean NOT NULL
);


--
-- Name: axes_accessfailurelog_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.axes_accessfailurelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessfailurelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accesslog; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accesslog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    logout_time timestamp with time zone,
    session_hash character varying(64) NOT NULL
);


--
-- Name: axes_accesslog_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.axes_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_activity; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_activity (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    name character varying(80) NOT NULL,
    description character varying(300) NOT NULL,
    points smallint NOT NULL,
    cap smallint NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT campaigns_activity_cap_check CHECK ((cap >= 0)),
    CONSTRAINT campaigns_activity_points_check CHECK ((points >= 0)),
    CONSTRAINT campaigns_activity_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_activity_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_activity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_activity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_amendment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_amendment (
    id bigint NOT NULL,
    version integer NOT NULL,
    what character varying(300) NOT NULL,
    reason character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    competition_id bigint NOT NULL,
    CONSTRAINT campaigns_amendment_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_amendment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_bankreference; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_bankreference (
    id bigint NOT NULL,
    key character varying(240) NOT NULL,
    model character varying(40) NOT NULL,
    object_id bigint NOT NULL,
    CONSTRAINT campaigns_bankreference_object_id_check CHECK ((object_id >= 0))
);


--
-- Name: campaigns_bankreference_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_bankreference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_bankreference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_batch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_batch (
    id bigint NOT NULL,
    version integer NOT NULL,
    source character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    made_by_id bigint NOT NULL,
    part_of_id bigint,
    undone_by_id bigint,
    competition_id bigint NOT NULL,
    CONSTRAINT campaigns_batch_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_batch_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_competition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_competition (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(8) NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    late_days smallint NOT NULL,
    target bigint,
    rules_text text NOT NULL,
    scoring jsonb NOT NULL,
    catalogue jsonb NOT NULL,
    swish character varying(20) NOT NULL,
    code character varying(8) NOT NULL,
    picture character varying(100) NOT NULL,
    board_key character varying(40),
    lot_seed character varying(32) NOT NULL,
    frozen_at timestamp with time zone,
    frozen_board jsonb,
    snapshot jsonb,
    checksum character varying(64) NOT NULL,
    final_comment text NOT NULL,
    finalised_at timestamp with time zone,
    revealed_at timestamp with time zone,
    notes text NOT NULL,
    contact_id bigint NOT NULL,
    finalised_by_id bigint,
    previous_id bigint,
    CONSTRAINT campaigns_competition_dates_in_order CHECK ((closes_on >= opens_on)),
    CONSTRAINT campaigns_competition_decided_has_snapshot CHECK ((((finalised_at IS NOT NULL) AND (snapshot IS NOT NULL) AND ((state)::text = ANY ((ARRAY['final'::character varying, 'archived'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['final'::character varying, 'archived'::character varying])::text[]))) AND (finalised_at IS NULL) AND (snapshot IS NULL)))),
    CONSTRAINT campaigns_competition_late_days_check CHECK ((late_days >= 0)),
    CONSTRAINT campaigns_competition_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_competition_goals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_competition_goals (
    id bigint NOT NULL,
    competition_id bigint NOT NULL,
    goal_id bigint NOT NULL
);


--
-- Name: campaigns_competition_goals_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_competition_goals ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_competition_goals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_competition_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_competition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_competition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_contribution; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_contribution (
    id bigint NOT NULL,
    version integer NOT NULL,
    amount bigint NOT NULL,
    received_on date NOT NULL,
    channel character varying(8) NOT NULL,
    giver character varying(120) NOT NULL,
    show_giver boolean NOT NULL,
    message character varying(200) NOT NULL,
    external_id character varying(80) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    is_reversed boolean NOT NULL,
    reason character varying(200) NOT NULL,
    batch_id bigint,
    competition_id bigint NOT NULL,
    entered_by_id bigint NOT NULL,
    giver_approved_by_id bigint,
    moved_from_id bigint,
    reverses_id bigint,
    match_id bigint,
    team_id bigint,
    CONSTRAINT campaigns_contribution_match_is_company_money CHECK (((match_id IS NULL) OR ((channel)::text = 'match'::text))),
    CONSTRAINT campaigns_contribution_reversal_has_reason CHECK (((reverses_id IS NULL) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT campaigns_contribution_sign CHECK ((((amount > 0) AND (reverses_id IS NULL)) OR ((amount < 0) AND (reverses_id IS NOT NULL)))),
    CONSTRAINT campaigns_contribution_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_contribution_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_contribution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_contribution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_criterion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_criterion (
    id bigint NOT NULL,
    version integer NOT NULL,
    name character varying(80) NOT NULL,
    guide character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    competition_id bigint NOT NULL,
    CONSTRAINT campaigns_criterion_position_check CHECK (("position" >= 0)),
    CONSTRAINT campaigns_criterion_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_criterion_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_criterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_criterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_entry (
    id bigint NOT NULL,
    version integer NOT NULL,
    title character varying(120) NOT NULL,
    text text NOT NULL,
    took_part integer NOT NULL,
    happened_on date NOT NULL,
    state character varying(8) NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    activity_id bigint NOT NULL,
    decided_by_id bigint,
    team_id bigint NOT NULL,
    CONSTRAINT campaigns_entry_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((state)::text = 'pending'::text)) OR ((NOT ((state)::text = 'pending'::text)) AND (decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT campaigns_entry_took_part_check CHECK ((took_part >= 0)),
    CONSTRAINT campaigns_entry_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_entrypicture; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_entrypicture (
    id bigint NOT NULL,
    version integer NOT NULL,
    image character varying(100) NOT NULL,
    alt character varying(200) NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT campaigns_entrypicture_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_entrypicture_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_entrypicture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_entrypicture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalactivity; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalactivity (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(80) NOT NULL,
    description character varying(300) NOT NULL,
    points smallint NOT NULL,
    cap smallint NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT campaigns_historicalactivity_cap_check CHECK ((cap >= 0)),
    CONSTRAINT campaigns_historicalactivity_points_check CHECK ((points >= 0))
);


--
-- Name: campaigns_historicalactivity_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalactivity ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalactivity_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalamendment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalamendment (
    id bigint NOT NULL,
    history_change_reason text,
    what character varying(300) NOT NULL,
    reason character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    competition_id bigint,
    history_user_id bigint,
    made_by_id bigint
);


--
-- Name: campaigns_historicalamendment_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalamendment ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalamendment_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalbatch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalbatch (
    id bigint NOT NULL,
    history_change_reason text,
    source character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    competition_id bigint,
    history_user_id bigint,
    made_by_id bigint,
    part_of_id bigint,
    undone_by_id bigint
);


--
-- Name: campaigns_historicalbatch_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalbatch ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalbatch_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalcompetition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalcompetition (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(120) NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(8) NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    late_days smallint NOT NULL,
    target bigint,
    rules_text text NOT NULL,
    scoring jsonb NOT NULL,
    catalogue jsonb NOT NULL,
    swish character varying(20) NOT NULL,
    code character varying(8) NOT NULL,
    picture text NOT NULL,
    board_key character varying(40),
    lot_seed character varying(32) NOT NULL,
    frozen_at timestamp with time zone,
    frozen_board jsonb,
    snapshot jsonb,
    checksum character varying(64) NOT NULL,
    final_comment text NOT NULL,
    finalised_at timestamp with time zone,
    revealed_at timestamp with time zone,
    notes text NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    contact_id bigint,
    finalised_by_id bigint,
    history_user_id bigint,
    previous_id bigint,
    CONSTRAINT campaigns_historicalcompetition_late_days_check CHECK ((late_days >= 0))
);


--
-- Name: campaigns_historicalcompetition_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalcompetition ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalcompetition_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalcontribution; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalcontribution (
    id bigint NOT NULL,
    history_change_reason text,
    amount bigint NOT NULL,
    received_on date NOT NULL,
    channel character varying(8) NOT NULL,
    giver character varying(120) NOT NULL,
    show_giver boolean NOT NULL,
    message character varying(200) NOT NULL,
    external_id character varying(80) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    is_reversed boolean NOT NULL,
    reason character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    batch_id bigint,
    competition_id bigint,
    entered_by_id bigint,
    giver_approved_by_id bigint,
    history_user_id bigint,
    moved_from_id bigint,
    reverses_id bigint,
    match_id bigint,
    team_id bigint
);


--
-- Name: campaigns_historicalcontribution_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalcontribution ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalcontribution_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalcriterion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalcriterion (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(80) NOT NULL,
    guide character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    competition_id bigint,
    history_user_id bigint,
    CONSTRAINT campaigns_historicalcriterion_position_check CHECK (("position" >= 0))
);


--
-- Name: campaigns_historicalcriterion_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalcriterion ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalcriterion_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalentry (
    id bigint NOT NULL,
    history_change_reason text,
    title character varying(120) NOT NULL,
    text text NOT NULL,
    took_part integer NOT NULL,
    happened_on date NOT NULL,
    state character varying(8) NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    activity_id bigint,
    decided_by_id bigint,
    history_user_id bigint,
    team_id bigint,
    CONSTRAINT campaigns_historicalentry_took_part_check CHECK ((took_part >= 0))
);


--
-- Name: campaigns_historicalentry_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalentry ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalentry_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalentrypicture; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalentrypicture (
    id bigint NOT NULL,
    history_change_reason text,
    image text NOT NULL,
    alt character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    entry_id bigint,
    history_user_id bigint
);


--
-- Name: campaigns_historicalentrypicture_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalentrypicture ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalentrypicture_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicaljuror; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicaljuror (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(120) NOT NULL,
    link_key character varying(40),
    handed_in_at timestamp with time zone,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    competition_id bigint,
    history_user_id bigint,
    user_id bigint
);


--
-- Name: campaigns_historicaljuror_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicaljuror ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicaljuror_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalmark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalmark (
    id bigint NOT NULL,
    history_change_reason text,
    value smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    criterion_id bigint,
    history_user_id bigint,
    juror_id bigint,
    team_id bigint,
    CONSTRAINT campaigns_historicalmark_value_check CHECK ((value >= 0))
);


--
-- Name: campaigns_historicalmark_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalmark ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalmark_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalmatch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalmatch (
    id bigint NOT NULL,
    history_change_reason text,
    third_party character varying(120) NOT NULL,
    rate numeric(5,1) NOT NULL,
    per_gift_cap bigint,
    total_cap bigint,
    starts date NOT NULL,
    ends date NOT NULL,
    accrued bigint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    company_id bigint,
    competition_id bigint,
    history_user_id bigint,
    team_id bigint
);


--
-- Name: campaigns_historicalmatch_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalmatch ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalmatch_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalrecusal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalrecusal (
    id bigint NOT NULL,
    history_change_reason text,
    reason character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    juror_id bigint,
    team_id bigint
);


--
-- Name: campaigns_historicalrecusal_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalrecusal ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalrecusal_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_historicalteam; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_historicalteam (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(80) NOT NULL,
    code character varying(12) NOT NULL,
    heads integer,
    heads_confirmed_by character varying(120) NOT NULL,
    heads_confirmed_on date,
    participants integer NOT NULL,
    participants_confirmed_by character varying(120) NOT NULL,
    participants_confirmed_on date,
    join_until date,
    withdrawn_on date,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    company_id bigint,
    competition_id bigint,
    coordinator_id bigint,
    history_user_id bigint,
    CONSTRAINT campaigns_historicalteam_heads_check CHECK ((heads >= 0)),
    CONSTRAINT campaigns_historicalteam_participants_check CHECK ((participants >= 0))
);


--
-- Name: campaigns_historicalteam_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_historicalteam ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalteam_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_juror; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_juror (
    id bigint NOT NULL,
    version integer NOT NULL,
    name character varying(120) NOT NULL,
    link_key character varying(40),
    handed_in_at timestamp with time zone,
    competition_id bigint NOT NULL,
    user_id bigint,
    CONSTRAINT campaigns_juror_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_juror_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_juror ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_juror_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_mark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_mark (
    id bigint NOT NULL,
    version integer NOT NULL,
    value smallint NOT NULL,
    criterion_id bigint NOT NULL,
    juror_id bigint NOT NULL,
    team_id bigint NOT NULL,
    CONSTRAINT campaigns_mark_at_most_ten CHECK ((value <= 10)),
    CONSTRAINT campaigns_mark_value_check CHECK ((value >= 0)),
    CONSTRAINT campaigns_mark_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_mark_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_mark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_mark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_match; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_match (
    id bigint NOT NULL,
    version integer NOT NULL,
    third_party character varying(120) NOT NULL,
    rate numeric(5,1) NOT NULL,
    per_gift_cap bigint,
    total_cap bigint,
    starts date NOT NULL,
    ends date NOT NULL,
    accrued bigint NOT NULL,
    company_id bigint,
    competition_id bigint NOT NULL,
    team_id bigint,
    CONSTRAINT campaigns_match_dates_in_order CHECK ((ends >= starts)),
    CONSTRAINT campaigns_match_has_one_giver CHECK ((((company_id IS NOT NULL) AND ((third_party)::text = ''::text)) OR ((company_id IS NULL) AND (NOT ((third_party)::text = ''::text))))),
    CONSTRAINT campaigns_match_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_match_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_match ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_match_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_recusal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_recusal (
    id bigint NOT NULL,
    version integer NOT NULL,
    reason character varying(200) NOT NULL,
    juror_id bigint NOT NULL,
    team_id bigint NOT NULL,
    CONSTRAINT campaigns_recusal_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_recusal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_recusal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_recusal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaigns_tally; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_tally (
    team_id bigint NOT NULL,
    employees bigint NOT NULL,
    company bigint NOT NULL,
    gifts integer NOT NULL,
    changed_at timestamp with time zone NOT NULL
);


--
-- Name: campaigns_team; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.campaigns_team (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    name character varying(80) NOT NULL,
    code character varying(12) NOT NULL,
    heads integer,
    heads_confirmed_by character varying(120) NOT NULL,
    heads_confirmed_on date,
    participants integer NOT NULL,
    participants_confirmed_by character varying(120) NOT NULL,
    participants_confirmed_on date,
    join_until date,
    withdrawn_on date,
    company_id bigint NOT NULL,
    competition_id bigint NOT NULL,
    coordinator_id bigint,
    CONSTRAINT campaigns_team_has_heads CHECK (((heads IS NULL) OR (heads >= 1))),
    CONSTRAINT campaigns_team_heads_check CHECK ((heads >= 0)),
    CONSTRAINT campaigns_team_participants_check CHECK ((participants >= 0)),
    CONSTRAINT campaigns_team_participants_fit CHECK (((heads IS NULL) OR (participants <= heads))),
    CONSTRAINT campaigns_team_version_check CHECK ((version >= 0))
);


--
-- Name: campaigns_team_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.campaigns_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_apitoken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_apitoken (
    digest character varying(128) NOT NULL,
    token_key character varying(25) NOT NULL,
    created timestamp with time zone NOT NULL,
    expiry timestamp with time zone,
    name character varying(80) NOT NULL,
    user_id bigint NOT NULL,
    addresses text NOT NULL,
    may_write boolean NOT NULL,
    used_at timestamp with time zone
);


--
-- Name: core_auditentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_auditentry (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    subject character varying(80) NOT NULL,
    subject_id bigint,
    person character varying(80) NOT NULL,
    person_id bigint,
    facts jsonb NOT NULL,
    request_id character varying(64) NOT NULL,
    words_digest character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    user_id bigint,
    CONSTRAINT core_auditentry_number_check CHECK ((number >= 0)),
    CONSTRAINT core_auditentry_person_id_check CHECK ((person_id >= 0)),
    CONSTRAINT core_auditentry_subject_id_check CHECK ((subject_id >= 0))
);


--
-- Name: core_audithead; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_audithead (
    id bigint NOT NULL,
    last bigint NOT NULL,
    newest character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    CONSTRAINT core_audithead_last_check CHECK ((last >= 0))
);


--
-- Name: core_audithead_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_audithead ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_audithead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_auditwords; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_auditwords (
    entry_id bigint NOT NULL,
    salt character varying(32) NOT NULL,
    words text NOT NULL,
    address character varying(45) NOT NULL
);


--
-- Name: core_calendarlink; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_calendarlink (
    id bigint NOT NULL,
    token_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: core_calendarlink_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_calendarlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_calendarlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_change (
    id bigint NOT NULL,
    number integer NOT NULL,
    model character varying(80) NOT NULL,
    object_id bigint NOT NULL,
    made boolean NOT NULL,
    removed jsonb,
    first_history bigint,
    last_history bigint,
    links jsonb NOT NULL,
    by_value boolean NOT NULL,
    undone boolean NOT NULL,
    changeset_id bigint NOT NULL,
    CONSTRAINT core_change_number_check CHECK ((number >= 0)),
    CONSTRAINT core_change_object_id_check CHECK ((object_id >= 0))
);


--
-- Name: core_change_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_changeset; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_changeset (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    subject character varying(80) NOT NULL,
    name character varying(200) NOT NULL,
    fields jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    made_by_id bigint NOT NULL,
    undone_by_id bigint,
    CONSTRAINT core_changeset_undone_by_somebody CHECK ((((undone_at IS NULL) AND (undone_by_id IS NULL)) OR ((undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL))))
);


--
-- Name: core_changeset_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_changeset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_changeset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_defaultview; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_defaultview (
    id bigint NOT NULL,
    list_name character varying(80) NOT NULL,
    user_id bigint NOT NULL,
    view_id bigint NOT NULL
);


--
-- Name: core_defaultview_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_defaultview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_defaultview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_digest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_digest (
    id bigint NOT NULL,
    period character varying(10) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    user_id bigint NOT NULL
);


--
-- Name: core_digest_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_digest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_healthreport; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_healthreport (
    id bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    checks jsonb NOT NULL
);


--
-- Name: core_healthreport_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_healthreport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_healthreport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_heartbeat; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_heartbeat (
    name character varying(80) NOT NULL,
    seen_at timestamp with time zone NOT NULL
);


--
-- Name: core_historicalorganisation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_historicalorganisation (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(160) NOT NULL,
    short_name character varying(60) NOT NULL,
    orgnr character varying(10) NOT NULL,
    bankgiro character varying(20) NOT NULL,
    plusgiro character varying(20) NOT NULL,
    swish character varying(20) NOT NULL,
    street character varying(120) NOT NULL,
    postal_code character varying(10) NOT NULL,
    city character varying(80) NOT NULL,
    website character varying(200) NOT NULL,
    logo text NOT NULL,
    privacy_name character varying(120) NOT NULL,
    privacy_phone character varying(128) NOT NULL,
    privacy_email character varying(254) NOT NULL,
    sender_name character varying(80) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);


--
-- Name: core_historicalorganisation_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_historicalorganisation ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_historicalorganisation_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_historicalsavedview; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_historicalsavedview (
    id bigint NOT NULL,
    history_change_reason text,
    list_name character varying(80) NOT NULL,
    name character varying(60) NOT NULL,
    query text NOT NULL,
    shared boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    owner_id bigint
);


--
-- Name: core_historicalsavedview_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_historicalsavedview ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_historicalsavedview_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_job; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_job (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    title character varying(200) NOT NULL,
    arguments jsonb NOT NULL,
    state character varying(9) NOT NULL,
    attempt smallint NOT NULL,
    task_id uuid,
    done bigint NOT NULL,
    total bigint NOT NULL,
    words text NOT NULL,
    url character varying(200) NOT NULL,
    file character varying(100) NOT NULL,
    file_name character varying(255) NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    owner_id bigint NOT NULL,
    CONSTRAINT core_job_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT core_job_done_check CHECK ((done >= 0)),
    CONSTRAINT core_job_finished_when_ended CHECK ((((finished_at IS NULL) AND ((state)::text = ANY ((ARRAY['waiting'::character varying, 'running'::character varying])::text[]))) OR ((finished_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['done'::character varying, 'failed'::character varying, 'cancelled'::character varying])::text[]))))),
    CONSTRAINT core_job_total_check CHECK ((total >= 0))
);


--
-- Name: core_job_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_job ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_mailcount; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_mailcount (
    day date NOT NULL,
    sent integer NOT NULL,
    failed integer NOT NULL,
    CONSTRAINT core_mailcount_failed_check CHECK ((failed >= 0)),
    CONSTRAINT core_mailcount_sent_check CHECK ((sent >= 0))
);


--
-- Name: core_organisation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_organisation (
    id bigint NOT NULL,
    version integer NOT NULL,
    name character varying(160) NOT NULL,
    short_name character varying(60) NOT NULL,
    orgnr character varying(10) NOT NULL,
    bankgiro character varying(20) NOT NULL,
    plusgiro character varying(20) NOT NULL,
    swish character varying(20) NOT NULL,
    street character varying(120) NOT NULL,
    postal_code character varying(10) NOT NULL,
    city character varying(80) NOT NULL,
    website character varying(200) NOT NULL,
    logo character varying(100) NOT NULL,
    privacy_name character varying(120) NOT NULL,
    privacy_phone character varying(128) NOT NULL,
    privacy_email character varying(254) NOT NULL,
    sender_name character varying(80) NOT NULL,
    CONSTRAINT core_organisation_one CHECK ((id = 1)),
    CONSTRAINT core_organisation_version_check CHECK ((version >= 0))
);


--
-- Name: core_organisation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_savedview; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_savedview (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    list_name character varying(80) NOT NULL,
    name character varying(60) NOT NULL,
    query text NOT NULL,
    shared boolean NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT core_savedview_version_check CHECK ((version >= 0))
);


--
-- Name: core_savedview_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_scheduledrun; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_scheduledrun (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    day date NOT NULL,
    by_hand boolean NOT NULL,
    state character varying(9) NOT NULL,
    attempt smallint NOT NULL,
    started_at timestamp with time zone,
    seen_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    result jsonb NOT NULL,
    words text NOT NULL,
    ordered_by_id bigint,
    CONSTRAINT core_scheduledrun_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT core_scheduledrun_finished_when_ended CHECK ((((finished_at IS NULL) AND ((state)::text = ANY ((ARRAY['waiting'::character varying, 'running'::character varying])::text[]))) OR ((finished_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['done'::character varying, 'failed'::character varying, 'cancelled'::character varying])::text[])))))
);


--
-- Name: core_scheduledrun_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_scheduledrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_scheduledrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_sentform; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_sentform (
    key character varying(64) NOT NULL,
    place character varying(64) NOT NULL,
    written character varying(64) NOT NULL,
    url text NOT NULL,
    record_model character varying(100) NOT NULL,
    record_key character varying(128) NOT NULL,
    record_version integer,
    removes boolean NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT core_sentform_record_version_check CHECK ((record_version >= 0))
);


--
-- Name: core_sequence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_sequence (
    name character varying(40) NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT core_sequence_last_check CHECK ((last >= 0))
);


--
-- Name: core_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    device character varying(60) NOT NULL,
    address character varying(50) NOT NULL,
    user_id bigint
);


--
-- Name: core_startstep; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_startstep (
    key character varying(20) NOT NULL,
    skipped boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint
);


--
-- Name: core_user; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    language character varying(2) NOT NULL,
    theme character varying(5) NOT NULL,
    shortcuts boolean NOT NULL,
    start_done boolean NOT NULL,
    news_read character varying(12) NOT NULL,
    digest character varying(6) NOT NULL,
    search_key text NOT NULL,
    seen_at timestamp with time zone,
    sort_key character varying(200) NOT NULL,
    lacks_factor boolean NOT NULL
);


--
-- Name: core_user_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: core_user_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_user_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: core_user_user_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.core_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: core_user_user_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.core_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_affiliation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_affiliation (
    id bigint NOT NULL,
    version integer NOT NULL,
    role character varying(80) NOT NULL,
    starts date,
    ends date,
    is_primary boolean NOT NULL,
    at_start jsonb,
    company_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    CONSTRAINT crm_affiliation_dates_in_order CHECK (((starts IS NULL) OR (ends IS NULL) OR (ends >= starts))),
    CONSTRAINT crm_affiliation_version_check CHECK ((version >= 0))
);


--
-- Name: crm_affiliation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_affiliation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_affiliation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_company; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_company (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    name character varying(160) NOT NULL,
    orgnr character varying(10),
    other_names text NOT NULL,
    match_key character varying(160) NOT NULL,
    is_sole_trader boolean NOT NULL,
    trade character varying(80) NOT NULL,
    employees integer,
    street character varying(120) NOT NULL,
    postal_code character varying(10) NOT NULL,
    city character varying(80) NOT NULL,
    phone character varying(128) NOT NULL,
    website character varying(200) NOT NULL,
    logo character varying(100) NOT NULL,
    invoice_email character varying(254) NOT NULL,
    invoice_reference character varying(80) NOT NULL,
    swish character varying(20) NOT NULL,
    bankgiro character varying(20) NOT NULL,
    status character varying(10) NOT NULL,
    notes text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_contact_at timestamp with time zone,
    owner_id bigint,
    CONSTRAINT crm_company_employees_check CHECK ((employees >= 0)),
    CONSTRAINT crm_company_orgnr_not_blank CHECK ((NOT (((orgnr)::text = ''::text) AND (orgnr IS NOT NULL)))),
    CONSTRAINT crm_company_version_check CHECK ((version >= 0))
);


--
-- Name: crm_company_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_company ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_company_tags; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_company_tags (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    tag_id bigint NOT NULL
);


--
-- Name: crm_company_tags_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_company_tags ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_company_tags_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_contact; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_contact (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    first_name character varying(80) NOT NULL,
    last_name character varying(80) NOT NULL,
    other_names text NOT NULL,
    match_key character varying(160) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(128) NOT NULL,
    other_emails text NOT NULL,
    former_emails text NOT NULL,
    other_phones text NOT NULL,
    legal_basis character varying(20) NOT NULL,
    data_source character varying(160) NOT NULL,
    do_not_contact boolean NOT NULL,
    notes text NOT NULL,
    CONSTRAINT crm_contact_version_check CHECK ((version >= 0))
);


--
-- Name: crm_contact_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_contact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_delivery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_delivery (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    text character varying(200) NOT NULL,
    quantity smallint NOT NULL,
    market_value bigint NOT NULL,
    is_extra boolean NOT NULL,
    "position" smallint NOT NULL,
    due_on date,
    doer_role character varying(80) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    delivered smallint NOT NULL,
    delivered_on date,
    used boolean,
    delivered_by_id bigint,
    doer_id bigint,
    sponsorship_id bigint NOT NULL,
    CONSTRAINT crm_delivery_delivered_by_somebody CHECK ((((delivered_by_id IS NOT NULL) AND (delivered_on IS NOT NULL) AND ((state)::text = 'delivered'::text)) OR ((NOT ((state)::text = 'delivered'::text)) AND (delivered_by_id IS NULL) AND (delivered_on IS NULL)))),
    CONSTRAINT crm_delivery_delivered_check CHECK ((delivered >= 0)),
    CONSTRAINT crm_delivery_delivered_when_all_are CHECK ((((delivered = quantity) AND ((state)::text = 'delivered'::text)) OR ((NOT ((state)::text = 'delivered'::text)) AND (delivered < quantity)))),
    CONSTRAINT crm_delivery_position_check CHECK (("position" >= 0)),
    CONSTRAINT crm_delivery_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT crm_delivery_set_aside_has_reason CHECK (((((state)::text = ANY ((ARRAY['waived'::character varying, 'void'::character varying])::text[])) AND (NOT ((reason)::text = ''::text))) OR ((NOT ((state)::text = ANY ((ARRAY['waived'::character varying, 'void'::character varying])::text[]))) AND ((reason)::text = ''::text)))),
    CONSTRAINT crm_delivery_used_when_delivered CHECK (((used IS NULL) OR ((state)::text = 'delivered'::text))),
    CONSTRAINT crm_delivery_version_check CHECK ((version >= 0))
);


--
-- Name: crm_delivery_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_deliverypart; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_deliverypart (
    id bigint NOT NULL,
    version integer NOT NULL,
    quantity smallint NOT NULL,
    delivered_on date NOT NULL,
    used boolean,
    delivered_by_id bigint NOT NULL,
    delivery_id bigint NOT NULL,
    CONSTRAINT crm_deliverypart_is_something CHECK ((quantity >= 1)),
    CONSTRAINT crm_deliverypart_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT crm_deliverypart_version_check CHECK ((version >= 0))
);


--
-- Name: crm_deliverypart_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_deliverypart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_deliverypart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_document (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(160) NOT NULL,
    dated_on date NOT NULL,
    note text NOT NULL,
    file character varying(120) NOT NULL,
    file_name character varying(120) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    removal_reason character varying(200) NOT NULL,
    added_by_id bigint NOT NULL,
    company_id bigint NOT NULL,
    removed_by_id bigint,
    interaction_id bigint,
    sponsorship_id bigint,
    CONSTRAINT crm_document_removed_by_somebody CHECK ((((removed_at IS NULL) AND (removed_by_id IS NULL) AND (NOT ((file)::text = ''::text))) OR (((file)::text = ''::text) AND (removed_at IS NOT NULL) AND (removed_by_id IS NOT NULL)))),
    CONSTRAINT crm_document_size_check CHECK ((size >= 0)),
    CONSTRAINT crm_document_version_check CHECK ((version >= 0))
);


--
-- Name: crm_document_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalaffiliation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalaffiliation (
    id bigint NOT NULL,
    history_change_reason text,
    role character varying(80) NOT NULL,
    starts date,
    ends date,
    is_primary boolean NOT NULL,
    at_start jsonb,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    company_id bigint,
    contact_id bigint,
    history_user_id bigint
);


--
-- Name: crm_historicalaffiliation_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalaffiliation ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalaffiliation_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalcompany; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalcompany (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(160) NOT NULL,
    orgnr character varying(10),
    other_names text NOT NULL,
    is_sole_trader boolean NOT NULL,
    trade character varying(80) NOT NULL,
    employees integer,
    street character varying(120) NOT NULL,
    postal_code character varying(10) NOT NULL,
    city character varying(80) NOT NULL,
    phone character varying(128) NOT NULL,
    website character varying(200) NOT NULL,
    logo text NOT NULL,
    invoice_email character varying(254) NOT NULL,
    invoice_reference character varying(80) NOT NULL,
    swish character varying(20) NOT NULL,
    bankgiro character varying(20) NOT NULL,
    status character varying(10) NOT NULL,
    notes text NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    owner_id bigint,
    CONSTRAINT crm_historicalcompany_employees_check CHECK ((employees >= 0))
);


--
-- Name: crm_historicalcompany_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalcompany ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalcompany_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalcontact; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalcontact (
    id bigint NOT NULL,
    history_change_reason text,
    first_name character varying(80) NOT NULL,
    last_name character varying(80) NOT NULL,
    other_names text NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(128) NOT NULL,
    other_emails text NOT NULL,
    former_emails text NOT NULL,
    other_phones text NOT NULL,
    legal_basis character varying(20) NOT NULL,
    data_source character varying(160) NOT NULL,
    do_not_contact boolean NOT NULL,
    notes text NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);


--
-- Name: crm_historicalcontact_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalcontact ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalcontact_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicaldelivery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicaldelivery (
    id bigint NOT NULL,
    history_change_reason text,
    text character varying(200) NOT NULL,
    quantity smallint NOT NULL,
    market_value bigint NOT NULL,
    is_extra boolean NOT NULL,
    "position" smallint NOT NULL,
    due_on date,
    doer_role character varying(80) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    delivered smallint NOT NULL,
    delivered_on date,
    used boolean,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    delivered_by_id bigint,
    doer_id bigint,
    history_user_id bigint,
    sponsorship_id bigint,
    CONSTRAINT crm_historicaldelivery_delivered_check CHECK ((delivered >= 0)),
    CONSTRAINT crm_historicaldelivery_position_check CHECK (("position" >= 0)),
    CONSTRAINT crm_historicaldelivery_quantity_check CHECK ((quantity >= 0))
);


--
-- Name: crm_historicaldelivery_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicaldelivery ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicaldelivery_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicaldeliverypart; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicaldeliverypart (
    id bigint NOT NULL,
    history_change_reason text,
    quantity smallint NOT NULL,
    delivered_on date NOT NULL,
    used boolean,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    delivered_by_id bigint,
    delivery_id bigint,
    history_user_id bigint,
    CONSTRAINT crm_historicaldeliverypart_quantity_check CHECK ((quantity >= 0))
);


--
-- Name: crm_historicaldeliverypart_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicaldeliverypart ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicaldeliverypart_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicaldocument; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicaldocument (
    id bigint NOT NULL,
    history_change_reason text,
    kind character varying(10) NOT NULL,
    title character varying(160) NOT NULL,
    dated_on date NOT NULL,
    note text NOT NULL,
    file text NOT NULL,
    file_name character varying(120) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    removal_reason character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    added_by_id bigint,
    company_id bigint,
    history_user_id bigint,
    removed_by_id bigint,
    interaction_id bigint,
    sponsorship_id bigint,
    CONSTRAINT crm_historicaldocument_size_check CHECK ((size >= 0))
);


--
-- Name: crm_historicaldocument_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicaldocument ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicaldocument_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalinteraction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalinteraction (
    id bigint NOT NULL,
    history_change_reason text,
    kind character varying(10) NOT NULL,
    direction character varying(3) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    subject character varying(200) NOT NULL,
    quoted text NOT NULL,
    message_id character varying(250) NOT NULL,
    mail_fingerprint character varying(64) NOT NULL,
    logged_again boolean NOT NULL,
    outcome character varying(10) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    goal_id bigint,
    history_user_id bigint,
    logged_by_id bigint
);


--
-- Name: crm_historicalinteraction_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalinteraction ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalinteraction_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicallapsereason; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicallapsereason (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT crm_historicallapsereason_position_check CHECK (("position" >= 0))
);


--
-- Name: crm_historicallapsereason_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicallapsereason ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicallapsereason_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalnextstep; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalnextstep (
    id bigint NOT NULL,
    history_change_reason text,
    what character varying(200) NOT NULL,
    due_on date NOT NULL,
    due_at time without time zone,
    done_at timestamp with time zone,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    assignee_id bigint,
    company_id bigint,
    contact_id bigint,
    done_by_id bigint,
    history_user_id bigint,
    origin_id bigint,
    sponsorship_id bigint
);


--
-- Name: crm_historicalnextstep_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalnextstep ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalnextstep_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalpause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalpause (
    id bigint NOT NULL,
    history_change_reason text,
    until date NOT NULL,
    reason character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    company_id bigint,
    history_user_id bigint,
    made_by_id bigint,
    sponsorship_id bigint
);


--
-- Name: crm_historicalpause_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalpause ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalpause_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalproof; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalproof (
    id bigint NOT NULL,
    history_change_reason text,
    image text NOT NULL,
    link character varying(200) NOT NULL,
    text character varying(300) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    delivery_id bigint,
    history_user_id bigint,
    part_id bigint
);


--
-- Name: crm_historicalproof_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalproof ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalproof_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalsponsorship; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalsponsorship (
    id bigint NOT NULL,
    history_change_reason text,
    agreement_no character varying(20) NOT NULL,
    starts date,
    ends date,
    amount bigint,
    payment_note character varying(200) NOT NULL,
    stage character varying(12) NOT NULL,
    stage_since date NOT NULL,
    signed_on date,
    ended_on date,
    closing_reason character varying(200) NOT NULL,
    tier_name character varying(80) NOT NULL,
    offer_amount bigint,
    notice_days smallint,
    lapse_note character varying(300) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    company_id bigint,
    goal_id bigint,
    history_user_id bigint,
    owner_id bigint,
    signed_by_id bigint,
    tier_id bigint,
    lapse_reason_id bigint,
    renews_id bigint,
    CONSTRAINT crm_historicalsponsorship_notice_days_check CHECK ((notice_days >= 0))
);


--
-- Name: crm_historicalsponsorship_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalsponsorship ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalsponsorship_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalsponsorshipamendment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalsponsorshipamendment (
    id bigint NOT NULL,
    history_change_reason text,
    starts date NOT NULL,
    amount bigint NOT NULL,
    reason character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    made_by_id bigint,
    sponsorship_id bigint
);


--
-- Name: crm_historicalsponsorshipamendment_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalsponsorshipamendment ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalsponsorshipamendment_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_historicalstagerule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_historicalstagerule (
    id bigint NOT NULL,
    history_change_reason text,
    stage character varying(12) NOT NULL,
    expected_days smallint NOT NULL,
    warning_days smallint NOT NULL,
    probability smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT crm_historicalstagerule_expected_days_check CHECK ((expected_days >= 0)),
    CONSTRAINT crm_historicalstagerule_probability_check CHECK ((probability >= 0)),
    CONSTRAINT crm_historicalstagerule_warning_days_check CHECK ((warning_days >= 0))
);


--
-- Name: crm_historicalstagerule_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_historicalstagerule ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_historicalstagerule_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_interaction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_interaction (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    kind character varying(10) NOT NULL,
    direction character varying(3) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    subject character varying(200) NOT NULL,
    quoted text NOT NULL,
    message_id character varying(250) NOT NULL,
    mail_fingerprint character varying(64) NOT NULL,
    logged_again boolean NOT NULL,
    outcome character varying(10) NOT NULL,
    goal_id bigint,
    logged_by_id bigint NOT NULL,
    CONSTRAINT crm_interaction_version_check CHECK ((version >= 0))
);


--
-- Name: crm_interaction_companies; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_interaction_companies (
    id bigint NOT NULL,
    interaction_id bigint NOT NULL,
    company_id bigint NOT NULL
);


--
-- Name: crm_interaction_companies_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_interaction_companies ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_interaction_companies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_interaction_contacts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_interaction_contacts (
    id bigint NOT NULL,
    interaction_id bigint NOT NULL,
    contact_id bigint NOT NULL
);


--
-- Name: crm_interaction_contacts_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_interaction_contacts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_interaction_contacts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_interaction_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_interaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_interaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_lapsereason; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_lapsereason (
    id bigint NOT NULL,
    version integer NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    CONSTRAINT crm_lapsereason_position_check CHECK (("position" >= 0)),
    CONSTRAINT crm_lapsereason_version_check CHECK ((version >= 0))
);


--
-- Name: crm_lapsereason_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_lapsereason ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_lapsereason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_merge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_merge (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    lost bigint NOT NULL,
    kept bigint NOT NULL,
    leads_to bigint NOT NULL,
    changeset_id bigint NOT NULL,
    CONSTRAINT crm_merge_kept_check CHECK ((kept >= 0)),
    CONSTRAINT crm_merge_leads_to_check CHECK ((leads_to >= 0)),
    CONSTRAINT crm_merge_lost_check CHECK ((lost >= 0))
);


--
-- Name: crm_merge_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_nextstep; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_nextstep (
    id bigint NOT NULL,
    version integer NOT NULL,
    what character varying(200) NOT NULL,
    due_on date NOT NULL,
    due_at time without time zone,
    done_at timestamp with time zone,
    assignee_id bigint NOT NULL,
    company_id bigint NOT NULL,
    contact_id bigint,
    done_by_id bigint,
    origin_id bigint,
    sponsorship_id bigint,
    CONSTRAINT crm_nextstep_done_by_somebody CHECK ((((done_at IS NULL) AND (done_by_id IS NULL)) OR ((done_at IS NOT NULL) AND (done_by_id IS NOT NULL)))),
    CONSTRAINT crm_nextstep_version_check CHECK ((version >= 0))
);


--
-- Name: crm_nextstep_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_nextstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_nextstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_pause; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_pause (
    id bigint NOT NULL,
    version integer NOT NULL,
    until date NOT NULL,
    reason character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    company_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    sponsorship_id bigint,
    CONSTRAINT crm_pause_has_a_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT crm_pause_version_check CHECK ((version >= 0))
);


--
-- Name: crm_pause_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_pause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_pause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_proof; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_proof (
    id bigint NOT NULL,
    version integer NOT NULL,
    image character varying(100) NOT NULL,
    link character varying(200) NOT NULL,
    text character varying(300) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    delivery_id bigint NOT NULL,
    part_id bigint,
    CONSTRAINT crm_proof_shows_something CHECK ((NOT (((image)::text = ''::text) AND ((link)::text = ''::text) AND ((text)::text = ''::text)))),
    CONSTRAINT crm_proof_version_check CHECK ((version >= 0))
);


--
-- Name: crm_proof_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_proof ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_proof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_removedinteraction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_removedinteraction (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    kept jsonb NOT NULL,
    removed_at timestamp with time zone NOT NULL,
    restored_at timestamp with time zone,
    removed_by_id bigint NOT NULL
);


--
-- Name: crm_removedinteraction_companies; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_removedinteraction_companies (
    id bigint NOT NULL,
    removedinteraction_id bigint NOT NULL,
    company_id bigint NOT NULL
);


--
-- Name: crm_removedinteraction_companies_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_removedinteraction_companies ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_removedinteraction_companies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_removedinteraction_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_removedinteraction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_removedinteraction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_sponsorship; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_sponsorship (
    id bigint NOT NULL,
    version integer NOT NULL,
    agreement_no character varying(20) NOT NULL,
    starts date,
    ends date,
    amount bigint,
    payment_note character varying(200) NOT NULL,
    stage character varying(12) NOT NULL,
    stage_since date NOT NULL,
    signed_on date,
    ended_on date,
    closing_reason character varying(200) NOT NULL,
    tier_name character varying(80) NOT NULL,
    offer_amount bigint,
    notice_days smallint,
    lapse_note character varying(300) NOT NULL,
    years_from date,
    carried integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    company_id bigint NOT NULL,
    goal_id bigint NOT NULL,
    lapse_reason_id bigint,
    owner_id bigint NOT NULL,
    renews_id bigint,
    signed_by_id bigint,
    tier_id bigint NOT NULL,
    CONSTRAINT crm_sponsorship_dates_in_order CHECK (((starts IS NULL) OR (ends IS NULL) OR (ends >= starts))),
    CONSTRAINT crm_sponsorship_ended_after_signing CHECK (((ended_on IS NULL) OR (ended_on >= starts) OR (ended_on >= signed_on))),
    CONSTRAINT crm_sponsorship_ended_has_date CHECK ((((ended_on IS NOT NULL) AND (ended_on <= ends) AND ((stage)::text = 'ended_early'::text)) OR ((NOT ((stage)::text = 'ended_early'::text)) AND (ended_on IS NULL)))),
    CONSTRAINT crm_sponsorship_notice_days_check CHECK ((notice_days >= 0)),
    CONSTRAINT crm_sponsorship_signed_is_complete CHECK (((NOT ((stage)::text = ANY ((ARRAY['signed'::character varying, 'ended_early'::character varying])::text[]))) OR ((amount IS NOT NULL) AND (ends IS NOT NULL) AND (signed_on IS NOT NULL) AND (starts IS NOT NULL)))),
    CONSTRAINT crm_sponsorship_version_check CHECK ((version >= 0))
);


--
-- Name: crm_sponsorship_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_sponsorship ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_sponsorship_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_sponsorshipamendment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_sponsorshipamendment (
    id bigint NOT NULL,
    version integer NOT NULL,
    starts date NOT NULL,
    amount bigint NOT NULL,
    reason character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    sponsorship_id bigint NOT NULL,
    CONSTRAINT crm_sponsorshipamendment_version_check CHECK ((version >= 0))
);


--
-- Name: crm_sponsorshipamendment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_sponsorshipamendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_sponsorshipamendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_stagerule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_stagerule (
    id bigint NOT NULL,
    version integer NOT NULL,
    stage character varying(12) NOT NULL,
    expected_days smallint NOT NULL,
    warning_days smallint NOT NULL,
    probability smallint NOT NULL,
    CONSTRAINT crm_stagerule_days_in_order CHECK ((warning_days >= expected_days)),
    CONSTRAINT crm_stagerule_expected_days_check CHECK ((expected_days >= 0)),
    CONSTRAINT crm_stagerule_open_stage CHECK (((stage)::text = ANY ((ARRAY['lead'::character varying, 'contacted'::character varying, 'meeting'::character varying, 'proposal'::character varying])::text[]))),
    CONSTRAINT crm_stagerule_probability_check CHECK ((probability >= 0)),
    CONSTRAINT crm_stagerule_probability_in_percent CHECK ((probability <= 100)),
    CONSTRAINT crm_stagerule_version_check CHECK ((version >= 0)),
    CONSTRAINT crm_stagerule_warning_days_check CHECK ((warning_days >= 0))
);


--
-- Name: crm_stagerule_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_stagerule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_stagerule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: crm_tag; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_tag (
    id bigint NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    name character varying(40) NOT NULL
);


--
-- Name: crm_tag_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.crm_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crm_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_admin_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);


--
-- Name: django_admin_log_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_tasks_database_dbtaskresult; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);


--
-- Name: duplicates_companypair; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.duplicates_companypair (
    id bigint NOT NULL,
    points smallint NOT NULL,
    reasons jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL,
    distinct_at timestamp with time zone,
    distinct_by_id bigint,
    one_id bigint NOT NULL,
    other_id bigint NOT NULL,
    CONSTRAINT duplicates_companypair_in_order CHECK ((one_id < other_id)),
    CONSTRAINT duplicates_companypair_points_check CHECK ((points >= 0))
);


--
-- Name: duplicates_companypair_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.duplicates_companypair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.duplicates_companypair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: duplicates_contactpair; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.duplicates_contactpair (
    id bigint NOT NULL,
    points smallint NOT NULL,
    reasons jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL,
    distinct_at timestamp with time zone,
    distinct_by_id bigint,
    one_id bigint NOT NULL,
    other_id bigint NOT NULL,
    CONSTRAINT duplicates_contactpair_in_order CHECK ((one_id < other_id)),
    CONSTRAINT duplicates_contactpair_points_check CHECK ((points >= 0))
);


--
-- Name: duplicates_contactpair_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.duplicates_contactpair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.duplicates_contactpair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_benefit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_benefit (
    id bigint NOT NULL,
    version integer NOT NULL,
    text character varying(200) NOT NULL,
    quantity smallint NOT NULL,
    market_value bigint NOT NULL,
    due_rule character varying(12) NOT NULL,
    due_days smallint,
    due_date date,
    doer_role character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    doer_id bigint,
    offer_id bigint NOT NULL,
    CONSTRAINT goals_benefit_due_days_check CHECK ((due_days >= 0)),
    CONSTRAINT goals_benefit_position_check CHECK (("position" >= 0)),
    CONSTRAINT goals_benefit_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT goals_benefit_rule_has_date CHECK (((NOT ((due_rule)::text = ANY ((ARRAY['yearly'::character varying, 'on_date'::character varying])::text[]))) OR (due_date IS NOT NULL))),
    CONSTRAINT goals_benefit_rule_has_days CHECK (((NOT ((due_rule)::text = ANY ((ARRAY['after_start'::character varying, 'before_end'::character varying])::text[]))) OR (due_days IS NOT NULL))),
    CONSTRAINT goals_benefit_version_check CHECK ((version >= 0))
);


--
-- Name: goals_benefit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_benefit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_benefit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_globalgoal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_globalgoal (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    number smallint NOT NULL,
    colour character varying(7) NOT NULL,
    CONSTRAINT goals_globalgoal_number_check CHECK ((number >= 0))
);


--
-- Name: goals_globalgoal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_globalgoal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_globalgoal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_goal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_goal (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    sort_key character varying(200) NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    number smallint NOT NULL,
    colour character varying(7) NOT NULL,
    problem character varying(300) NOT NULL,
    today text NOT NULL,
    ambition text NOT NULL,
    share_text character varying(280) NOT NULL,
    CONSTRAINT goals_goal_number_check CHECK ((number >= 0)),
    CONSTRAINT goals_goal_version_check CHECK ((version >= 0))
);


--
-- Name: goals_goal_global_goals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_goal_global_goals (
    id bigint NOT NULL,
    goal_id bigint NOT NULL,
    globalgoal_id bigint NOT NULL
);


--
-- Name: goals_goal_global_goals_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_goal_global_goals ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_goal_global_goals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_goal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_goal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_goal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_historicalbenefit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_historicalbenefit (
    id bigint NOT NULL,
    history_change_reason text,
    text character varying(200) NOT NULL,
    quantity smallint NOT NULL,
    market_value bigint NOT NULL,
    due_rule character varying(12) NOT NULL,
    due_days smallint,
    due_date date,
    doer_role character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    doer_id bigint,
    history_user_id bigint,
    offer_id bigint,
    CONSTRAINT goals_historicalbenefit_due_days_check CHECK ((due_days >= 0)),
    CONSTRAINT goals_historicalbenefit_position_check CHECK (("position" >= 0)),
    CONSTRAINT goals_historicalbenefit_quantity_check CHECK ((quantity >= 0))
);


--
-- Name: goals_historicalbenefit_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_historicalbenefit ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_historicalbenefit_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_historicalgoal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_historicalgoal (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    number smallint NOT NULL,
    colour character varying(7) NOT NULL,
    problem character varying(300) NOT NULL,
    today text NOT NULL,
    ambition text NOT NULL,
    share_text character varying(280) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT goals_historicalgoal_number_check CHECK ((number >= 0))
);


--
-- Name: goals_historicalgoal_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_historicalgoal ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_historicalgoal_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_historicalkeyfigure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_historicalkeyfigure (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(120) NOT NULL,
    unit character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    goal_id bigint,
    history_user_id bigint,
    CONSTRAINT goals_historicalkeyfigure_position_check CHECK (("position" >= 0))
);


--
-- Name: goals_historicalkeyfigure_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_historicalkeyfigure ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_historicalkeyfigure_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_historicalkeyfigurevalue; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_historicalkeyfigurevalue (
    id bigint NOT NULL,
    history_change_reason text,
    measured_on date NOT NULL,
    value numeric(12,1) NOT NULL,
    source character varying(200) NOT NULL,
    source_url character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    key_figure_id bigint
);


--
-- Name: goals_historicalkeyfigurevalue_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_historicalkeyfigurevalue ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_historicalkeyfigurevalue_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_historicaltier; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_historicaltier (
    id bigint NOT NULL,
    history_change_reason text,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    rank smallint NOT NULL,
    plural character varying(80) NOT NULL,
    plural_en character varying(80) NOT NULL,
    silent_after_days smallint,
    notice_days smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT goals_historicaltier_notice_days_check CHECK ((notice_days >= 0)),
    CONSTRAINT goals_historicaltier_rank_check CHECK ((rank >= 0)),
    CONSTRAINT goals_historicaltier_silent_after_days_check CHECK ((silent_after_days >= 0))
);


--
-- Name: goals_historicaltier_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_historicaltier ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_historicaltier_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_historicaltieroffer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_historicaltieroffer (
    id bigint NOT NULL,
    history_change_reason text,
    yearly_amount bigint NOT NULL,
    seats smallint,
    is_example boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    goal_id bigint,
    history_user_id bigint,
    tier_id bigint,
    CONSTRAINT goals_historicaltieroffer_seats_check CHECK ((seats >= 0))
);


--
-- Name: goals_historicaltieroffer_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_historicaltieroffer ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_historicaltieroffer_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_historicalyearlyaim; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_historicalyearlyaim (
    id bigint NOT NULL,
    history_change_reason text,
    applies_from date NOT NULL,
    amount bigint,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    goal_id bigint,
    history_user_id bigint
);


--
-- Name: goals_historicalyearlyaim_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_historicalyearlyaim ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_historicalyearlyaim_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_keyfigure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_keyfigure (
    id bigint NOT NULL,
    version integer NOT NULL,
    name character varying(120) NOT NULL,
    unit character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    goal_id bigint NOT NULL,
    CONSTRAINT goals_keyfigure_position_check CHECK (("position" >= 0)),
    CONSTRAINT goals_keyfigure_version_check CHECK ((version >= 0))
);


--
-- Name: goals_keyfigure_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_keyfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_keyfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_keyfigurevalue; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_keyfigurevalue (
    id bigint NOT NULL,
    version integer NOT NULL,
    measured_on date NOT NULL,
    value numeric(12,1) NOT NULL,
    source character varying(200) NOT NULL,
    source_url character varying(200) NOT NULL,
    key_figure_id bigint NOT NULL,
    CONSTRAINT goals_keyfigurevalue_version_check CHECK ((version >= 0))
);


--
-- Name: goals_keyfigurevalue_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_keyfigurevalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_keyfigurevalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_tier; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_tier (
    id bigint NOT NULL,
    version integer NOT NULL,
    name character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    rank smallint NOT NULL,
    plural character varying(80) NOT NULL,
    plural_en character varying(80) NOT NULL,
    silent_after_days smallint,
    notice_days smallint NOT NULL,
    CONSTRAINT goals_tier_notice_days_check CHECK ((notice_days >= 0)),
    CONSTRAINT goals_tier_rank_check CHECK ((rank >= 0)),
    CONSTRAINT goals_tier_silent_after_days_check CHECK ((silent_after_days >= 0)),
    CONSTRAINT goals_tier_version_check CHECK ((version >= 0))
);


--
-- Name: goals_tier_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_tier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_tier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_tieroffer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_tieroffer (
    id bigint NOT NULL,
    version integer NOT NULL,
    yearly_amount bigint NOT NULL,
    seats smallint,
    is_example boolean NOT NULL,
    goal_id bigint NOT NULL,
    tier_id bigint NOT NULL,
    CONSTRAINT goals_tieroffer_seats_check CHECK ((seats >= 0)),
    CONSTRAINT goals_tieroffer_version_check CHECK ((version >= 0))
);


--
-- Name: goals_tieroffer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_tieroffer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_tieroffer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: goals_yearlyaim; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goals_yearlyaim (
    id bigint NOT NULL,
    version integer NOT NULL,
    applies_from date NOT NULL,
    amount bigint,
    goal_id bigint NOT NULL,
    CONSTRAINT goals_yearlyaim_version_check CHECK ((version >= 0))
);


--
-- Name: goals_yearlyaim_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goals_yearlyaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goals_yearlyaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: imports_historicalimport; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports_historicalimport (
    id bigint NOT NULL,
    history_change_reason text,
    kind character varying(12) NOT NULL,
    source character varying(200) NOT NULL,
    state character varying(8) NOT NULL,
    headings jsonb NOT NULL,
    columns jsonb NOT NULL,
    leaves_out boolean NOT NULL,
    meanings jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    made_by_id bigint
);


--
-- Name: imports_historicalimport_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.imports_historicalimport ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_historicalimport_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: imports_import; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports_import (
    id bigint NOT NULL,
    version integer NOT NULL,
    kind character varying(12) NOT NULL,
    source character varying(200) NOT NULL,
    state character varying(8) NOT NULL,
    headings jsonb NOT NULL,
    columns jsonb NOT NULL,
    leaves_out boolean NOT NULL,
    meanings jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    changeset_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT imports_import_version_check CHECK ((version >= 0))
);


--
-- Name: imports_import_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.imports_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: imports_importrow; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports_importrow (
    id bigint NOT NULL,
    number integer NOT NULL,
    cells jsonb NOT NULL,
    status character varying(6) NOT NULL,
    title character varying(200) NOT NULL,
    target bigint,
    changes jsonb NOT NULL,
    mistakes jsonb NOT NULL,
    left_out jsonb NOT NULL,
    words jsonb NOT NULL,
    digest character varying(16) NOT NULL,
    moved boolean NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT imports_importrow_number_check CHECK ((number >= 0)),
    CONSTRAINT imports_importrow_target_check CHECK ((target >= 0))
);


--
-- Name: imports_importrow_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.imports_importrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: imports_importshape; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports_importshape (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    digest character varying(64) NOT NULL,
    columns jsonb NOT NULL,
    used_at timestamp with time zone NOT NULL
);


--
-- Name: imports_importshape_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.imports_importshape ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importshape_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: inbox_enquiry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbox_enquiry (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    number bigint NOT NULL,
    company_name character varying(160) NOT NULL,
    orgnr character varying(10) NOT NULL,
    person_name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(128) NOT NULL,
    message text NOT NULL,
    language character varying(2) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    sender character varying(64) NOT NULL,
    stamp character varying(16),
    state character varying(10) NOT NULL,
    dismissal character varying(12) NOT NULL,
    dismissal_note character varying(200) NOT NULL,
    closed_at timestamp with time zone,
    erased_at timestamp with time zone,
    assignee_id bigint,
    closed_by_id bigint,
    company_id bigint,
    contact_id bigint,
    interaction_id bigint,
    CONSTRAINT inbox_enquiry_closed_by_somebody CHECK ((((closed_at IS NULL) AND (closed_by_id IS NULL) AND (erased_at IS NULL) AND ((state)::text = 'new'::text)) OR ((NOT ((state)::text = 'new'::text)) AND (closed_at IS NOT NULL) AND (closed_by_id IS NOT NULL)))),
    CONSTRAINT inbox_enquiry_dismissed_has_reason CHECK (((((state)::text = 'dismissed'::text) AND (NOT ((dismissal)::text = ''::text))) OR ((NOT ((state)::text = 'dismissed'::text)) AND ((dismissal)::text = ''::text)))),
    CONSTRAINT inbox_enquiry_number_check CHECK ((number >= 0)),
    CONSTRAINT inbox_enquiry_version_check CHECK ((version >= 0))
);


--
-- Name: inbox_enquiry_goals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbox_enquiry_goals (
    id bigint NOT NULL,
    enquiry_id bigint NOT NULL,
    goal_id bigint NOT NULL
);


--
-- Name: inbox_enquiry_goals_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.inbox_enquiry_goals ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_enquiry_goals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: inbox_enquiry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.inbox_enquiry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_enquiry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: inbox_historicalenquiry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbox_historicalenquiry (
    id bigint NOT NULL,
    history_change_reason text,
    number bigint NOT NULL,
    company_name character varying(160) NOT NULL,
    orgnr character varying(10) NOT NULL,
    person_name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(128) NOT NULL,
    message text NOT NULL,
    language character varying(2) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    sender character varying(64) NOT NULL,
    stamp character varying(16),
    state character varying(10) NOT NULL,
    dismissal character varying(12) NOT NULL,
    dismissal_note character varying(200) NOT NULL,
    closed_at timestamp with time zone,
    erased_at timestamp with time zone,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    assignee_id bigint,
    closed_by_id bigint,
    company_id bigint,
    contact_id bigint,
    history_user_id bigint,
    interaction_id bigint,
    CONSTRAINT inbox_historicalenquiry_number_check CHECK ((number >= 0))
);


--
-- Name: inbox_historicalenquiry_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.inbox_historicalenquiry ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inbox_historicalenquiry_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: inbox_maildraft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbox_maildraft (
    id uuid NOT NULL,
    file character varying(120) NOT NULL,
    parsed jsonb NOT NULL,
    refused jsonb NOT NULL,
    typed text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: mfa_authenticator; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: operations_backup; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.operations_backup (
    id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    name character varying(80) NOT NULL,
    place character varying(200) NOT NULL,
    size bigint NOT NULL,
    rows bigint NOT NULL,
    files bigint NOT NULL,
    is_encrypted boolean NOT NULL,
    error text NOT NULL,
    verified_at timestamp with time zone,
    verify_error text NOT NULL,
    made_by_id bigint,
    CONSTRAINT operations_backup_files_check CHECK ((files >= 0)),
    CONSTRAINT operations_backup_made_or_failed CHECK ((((error > ''::text) AND ((name)::text = ''::text)) OR ((error = ''::text) AND ((name)::text > ''::text)))),
    CONSTRAINT operations_backup_rows_check CHECK ((rows >= 0)),
    CONSTRAINT operations_backup_size_check CHECK ((size >= 0))
);


--
-- Name: operations_backup_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.operations_backup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operations_backup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_historicalpayrollband; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_historicalpayrollband (
    id bigint NOT NULL,
    history_change_reason text,
    kind character varying(9) NOT NULL,
    amount bigint,
    per_mille numeric(4,1),
    heads integer NOT NULL,
    expected bigint,
    starts date NOT NULL,
    ends date,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    scheme_id bigint,
    CONSTRAINT payroll_historicalpayrollband_heads_check CHECK ((heads >= 0))
);


--
-- Name: payroll_historicalpayrollband_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_historicalpayrollband ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_historicalpayrollband_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_historicalpayrollmonth; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_historicalpayrollmonth (
    id bigint NOT NULL,
    history_change_reason text,
    month date NOT NULL,
    payday date NOT NULL,
    due_on date NOT NULL,
    expected bigint NOT NULL,
    expected_heads integer NOT NULL,
    percents jsonb NOT NULL,
    match_rate numeric(5,1) NOT NULL,
    match_cap bigint,
    match_due bigint NOT NULL,
    owes_match boolean NOT NULL,
    frozen_at timestamp with time zone,
    declared bigint,
    declared_heads integer,
    is_closed boolean NOT NULL,
    closed_at timestamp with time zone,
    reason character varying(8) NOT NULL,
    comment character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    closed_by_id bigint,
    history_user_id bigint,
    scheme_id bigint,
    CONSTRAINT payroll_historicalpayrollmonth_declared_heads_check CHECK ((declared_heads >= 0)),
    CONSTRAINT payroll_historicalpayrollmonth_expected_heads_check CHECK ((expected_heads >= 0))
);


--
-- Name: payroll_historicalpayrollmonth_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_historicalpayrollmonth ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_historicalpayrollmonth_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_historicalpayrollreceipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_historicalpayrollreceipt (
    id bigint NOT NULL,
    history_change_reason text,
    amount bigint NOT NULL,
    match_part bigint NOT NULL,
    received_on date NOT NULL,
    external_id character varying(80) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    is_reversed boolean NOT NULL,
    reason character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    entered_by_id bigint,
    history_user_id bigint,
    month_id bigint,
    reverses_id bigint
);


--
-- Name: payroll_historicalpayrollreceipt_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_historicalpayrollreceipt ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_historicalpayrollreceipt_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_historicalpayrollscheme; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_historicalpayrollscheme (
    id bigint NOT NULL,
    history_change_reason text,
    reference character varying(25) NOT NULL,
    starts date NOT NULL,
    ends date,
    payday smallint NOT NULL,
    remittance_day smallint NOT NULL,
    match_rate numeric(5,1) NOT NULL,
    match_month_cap bigint,
    match_total_cap bigint,
    document text NOT NULL,
    document_sha256 character varying(64) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    company_id bigint,
    coordinator_id bigint,
    history_user_id bigint,
    CONSTRAINT payroll_historicalpayrollscheme_payday_check CHECK ((payday >= 0)),
    CONSTRAINT payroll_historicalpayrollscheme_remittance_day_check CHECK ((remittance_day >= 0))
);


--
-- Name: payroll_historicalpayrollscheme_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_historicalpayrollscheme ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_historicalpayrollscheme_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_historicalpayrollshare; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_historicalpayrollshare (
    id bigint NOT NULL,
    history_change_reason text,
    percent smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    goal_id bigint,
    history_user_id bigint,
    scheme_id bigint,
    CONSTRAINT payroll_historicalpayrollshare_percent_check CHECK ((percent >= 0))
);


--
-- Name: payroll_historicalpayrollshare_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_historicalpayrollshare ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_historicalpayrollshare_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_payrollband; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_payrollband (
    id bigint NOT NULL,
    version integer NOT NULL,
    kind character varying(9) NOT NULL,
    amount bigint,
    per_mille numeric(4,1),
    heads integer NOT NULL,
    expected bigint,
    starts date NOT NULL,
    ends date,
    scheme_id bigint NOT NULL,
    CONSTRAINT payroll_band_dates_in_order CHECK (((ends IS NULL) OR (ends >= starts))),
    CONSTRAINT payroll_band_has_heads CHECK ((heads >= 1)),
    CONSTRAINT payroll_band_no_salary CHECK (((NOT ((kind)::text = 'per_mille'::text)) OR (heads >= 5))),
    CONSTRAINT payroll_band_terms_fit_kind CHECK ((((amount > 0) AND (expected IS NULL) AND ((kind)::text = 'fixed'::text) AND (per_mille IS NULL)) OR ((amount > 0) AND (expected IS NOT NULL) AND ((kind)::text = 'rounding'::text) AND (per_mille IS NULL)) OR ((amount IS NULL) AND (expected IS NOT NULL) AND ((kind)::text = 'per_mille'::text) AND (per_mille > (0)::numeric)) OR ((amount IS NULL) AND (expected IS NOT NULL) AND ((kind)::text = 'mixed'::text) AND (per_mille IS NULL)))),
    CONSTRAINT payroll_payrollband_heads_check CHECK ((heads >= 0)),
    CONSTRAINT payroll_payrollband_version_check CHECK ((version >= 0))
);


--
-- Name: payroll_payrollband_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_payrollband ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_payrollband_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_payrollmonth; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_payrollmonth (
    id bigint NOT NULL,
    version integer NOT NULL,
    month date NOT NULL,
    payday date NOT NULL,
    due_on date NOT NULL,
    expected bigint NOT NULL,
    expected_heads integer NOT NULL,
    percents jsonb NOT NULL,
    match_rate numeric(5,1) NOT NULL,
    match_cap bigint,
    match_due bigint NOT NULL,
    owes_match boolean NOT NULL,
    frozen_at timestamp with time zone,
    declared bigint,
    declared_heads integer,
    is_closed boolean NOT NULL,
    closed_at timestamp with time zone,
    reason character varying(8) NOT NULL,
    comment character varying(200) NOT NULL,
    closed_by_id bigint,
    scheme_id bigint NOT NULL,
    CONSTRAINT payroll_month_closed_is_whole CHECK ((((closed_at IS NOT NULL) AND (frozen_at IS NOT NULL) AND is_closed) OR ((closed_at IS NULL) AND (closed_by_id IS NULL) AND (NOT is_closed) AND ((reason)::text = ''::text)))),
    CONSTRAINT payroll_month_first_day CHECK ((to_char((month)::timestamp with time zone, 'YYYY-MM-DD'::text) ~~ '%-01'::text)),
    CONSTRAINT payroll_payrollmonth_declared_heads_check CHECK ((declared_heads >= 0)),
    CONSTRAINT payroll_payrollmonth_expected_heads_check CHECK ((expected_heads >= 0)),
    CONSTRAINT payroll_payrollmonth_version_check CHECK ((version >= 0))
);


--
-- Name: payroll_payrollmonth_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_payrollmonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_payrollmonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_payrollreceipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_payrollreceipt (
    id bigint NOT NULL,
    version integer NOT NULL,
    amount bigint NOT NULL,
    match_part bigint NOT NULL,
    received_on date NOT NULL,
    external_id character varying(80) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    is_reversed boolean NOT NULL,
    reason character varying(200) NOT NULL,
    entered_by_id bigint NOT NULL,
    month_id bigint NOT NULL,
    reverses_id bigint,
    CONSTRAINT payroll_payrollreceipt_version_check CHECK ((version >= 0)),
    CONSTRAINT payroll_receipt_reversal_has_reason CHECK (((reverses_id IS NULL) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT payroll_receipt_sign CHECK ((((amount > 0) AND (match_part >= 0) AND (match_part <= amount) AND (reverses_id IS NULL)) OR ((amount < 0) AND (match_part >= amount) AND (match_part <= 0) AND (reverses_id IS NOT NULL))))
);


--
-- Name: payroll_payrollreceipt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_payrollreceipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_payrollreceipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_payrollscheme; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_payrollscheme (
    id bigint NOT NULL,
    version integer NOT NULL,
    reference character varying(25) NOT NULL,
    starts date NOT NULL,
    ends date,
    payday smallint NOT NULL,
    remittance_day smallint NOT NULL,
    match_rate numeric(5,1) NOT NULL,
    match_month_cap bigint,
    match_total_cap bigint,
    document character varying(100) NOT NULL,
    document_sha256 character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    company_id bigint NOT NULL,
    coordinator_id bigint,
    CONSTRAINT payroll_payrollscheme_payday_check CHECK ((payday >= 0)),
    CONSTRAINT payroll_payrollscheme_remittance_day_check CHECK ((remittance_day >= 0)),
    CONSTRAINT payroll_payrollscheme_version_check CHECK ((version >= 0)),
    CONSTRAINT payroll_scheme_dates_in_order CHECK (((ends IS NULL) OR (ends >= starts)))
);


--
-- Name: payroll_payrollscheme_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_payrollscheme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_payrollscheme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payroll_payrollshare; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payroll_payrollshare (
    id bigint NOT NULL,
    version integer NOT NULL,
    percent smallint NOT NULL,
    goal_id bigint NOT NULL,
    scheme_id bigint NOT NULL,
    CONSTRAINT payroll_payrollshare_percent_check CHECK ((percent >= 0)),
    CONSTRAINT payroll_payrollshare_version_check CHECK ((version >= 0)),
    CONSTRAINT payroll_share_percent CHECK (((percent >= 1) AND (percent <= 100)))
);


--
-- Name: payroll_payrollshare_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payroll_payrollshare ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payroll_payrollshare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: privacy_datarequest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.privacy_datarequest (
    id bigint NOT NULL,
    version integer NOT NULL,
    search_key text NOT NULL,
    kind character varying(13) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    sender character varying(200) NOT NULL,
    wish text NOT NULL,
    state character varying(7) NOT NULL,
    answer text NOT NULL,
    answered_on date,
    answered_by_id bigint,
    assignee_id bigint,
    company_id bigint,
    contact_id bigint,
    CONSTRAINT privacy_datarequest_answered_by_somebody CHECK ((((answered_by_id IS NULL) AND (answered_on IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (answered_by_id IS NOT NULL) AND (answered_on IS NOT NULL)))),
    CONSTRAINT privacy_datarequest_version_check CHECK ((version >= 0))
);


--
-- Name: privacy_datarequest_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.privacy_datarequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_datarequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: privacy_erasure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.privacy_erasure (
    id bigint NOT NULL,
    kind character varying(7) NOT NULL,
    key bigint NOT NULL,
    reason character varying(200) NOT NULL,
    counts jsonb NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    scrubbed_at timestamp with time zone,
    erased_by_id bigint,
    request_id bigint,
    CONSTRAINT privacy_erasure_key_check CHECK ((key >= 0))
);


--
-- Name: privacy_erasure_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.privacy_erasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_erasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: privacy_historicaldatarequest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.privacy_historicaldatarequest (
    id bigint NOT NULL,
    history_change_reason text,
    kind character varying(13) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    sender character varying(200) NOT NULL,
    wish text NOT NULL,
    state character varying(7) NOT NULL,
    answer text NOT NULL,
    answered_on date,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    answered_by_id bigint,
    assignee_id bigint,
    company_id bigint,
    contact_id bigint,
    history_user_id bigint
);


--
-- Name: privacy_historicaldatarequest_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.privacy_historicaldatarequest ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_historicaldatarequest_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: privacy_historicallegalhold; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.privacy_historicallegalhold (
    id bigint NOT NULL,
    history_change_reason text,
    reason character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    company_id bigint,
    contact_id bigint,
    history_user_id bigint,
    lifted_by_id bigint,
    made_by_id bigint
);


--
-- Name: privacy_historicallegalhold_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.privacy_historicallegalhold ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_historicallegalhold_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: privacy_historicalretentionrule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.privacy_historicalretentionrule (
    id bigint NOT NULL,
    history_change_reason text,
    kind character varying(20) NOT NULL,
    months smallint NOT NULL,
    is_on boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT privacy_historicalretentionrule_months_check CHECK ((months >= 0))
);


--
-- Name: privacy_historicalretentionrule_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.privacy_historicalretentionrule ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_historicalretentionrule_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: privacy_legalhold; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.privacy_legalhold (
    id bigint NOT NULL,
    version integer NOT NULL,
    reason character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    company_id bigint,
    contact_id bigint,
    lifted_by_id bigint,
    made_by_id bigint NOT NULL,
    CONSTRAINT privacy_legalhold_lifted_by_somebody CHECK ((((lifted_at IS NULL) AND (lifted_by_id IS NULL)) OR ((lifted_at IS NOT NULL) AND (lifted_by_id IS NOT NULL)))),
    CONSTRAINT privacy_legalhold_on_one CHECK ((((company_id IS NOT NULL) AND (contact_id IS NULL)) OR ((company_id IS NULL) AND (contact_id IS NOT NULL)))),
    CONSTRAINT privacy_legalhold_version_check CHECK ((version >= 0))
);


--
-- Name: privacy_legalhold_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.privacy_legalhold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_legalhold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: privacy_retentionrule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.privacy_retentionrule (
    id bigint NOT NULL,
    version integer NOT NULL,
    kind character varying(20) NOT NULL,
    months smallint NOT NULL,
    is_on boolean NOT NULL,
    run_at timestamp with time zone,
    run_count integer NOT NULL,
    CONSTRAINT privacy_retentionrule_months CHECK (((months >= 1) AND (months <= 240))),
    CONSTRAINT privacy_retentionrule_months_check CHECK ((months >= 0)),
    CONSTRAINT privacy_retentionrule_run_count_check CHECK ((run_count >= 0)),
    CONSTRAINT privacy_retentionrule_version_check CHECK ((version >= 0))
);


--
-- Name: privacy_retentionrule_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.privacy_retentionrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_retentionrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: socialaccount_socialaccount; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: socialaccount_socialaccount_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: socialaccount_socialapp; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);


--
-- Name: socialaccount_socialapp_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: socialaccount_socialtoken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);


--
-- Name: socialaccount_socialtoken_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Data for Name: account_emailaddress; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_emailconfirmation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: accounts_invitation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts_invitation VALUES
	(1, 'kim ek kim@medspel.example', 'kim0ek', '3f976165790725f34030533be3ecce671f28ffe1c4dfeca1bb745525d2a5015e', '2026-11-30 17:02:08.2063+00', '2026-12-07 17:02:08.2063+00', NULL, NULL, 'Kim', 'Ek', 'kim@medspel.example', 'sv', NULL, NULL, NULL);


--
-- Data for Name: accounts_invitation_roles; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts_invitation_roles VALUES
	(1, 1, 5);


--
-- Data for Name: accounts_passwordlink; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts_passwordlink VALUES
	(1, '3b72f747c828602237a84ca686e08cda574f523e51092326f4dc45284e77de6d', '2026-11-30 17:02:08.246059+00', '2026-12-07 17:02:08.246059+00', NULL, NULL, NULL, 14);


--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_group VALUES
	(1, 'Partneransvarig'),
	(2, 'Tävlingsledare'),
	(3, 'Ekonomi'),
	(4, 'Administratör'),
	(5, 'Läsare');


--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_group_permissions VALUES
	(1, 1, 48),
	(2, 1, 49),
	(3, 1, 51),
	(4, 1, 52),
	(5, 1, 73),
	(6, 1, 74),
	(7, 1, 76),
	(8, 1, 82),
	(9, 1, 88),
	(10, 1, 89),
	(11, 1, 91),
	(12, 1, 92),
	(13, 1, 93),
	(14, 1, 94),
	(15, 1, 95),
	(16, 1, 96),
	(17, 1, 109),
	(18, 1, 110),
	(19, 1, 111),
	(20, 1, 112),
	(21, 1, 116),
	(22, 1, 120),
	(23, 1, 128),
	(24, 1, 135),
	(25, 1, 139),
	(26, 1, 143),
	(27, 1, 147),
	(28, 1, 151),
	(29, 1, 187),
	(30, 1, 191),
	(31, 1, 195),
	(32, 1, 204),
	(33, 1, 208),
	(34, 1, 238),
	(35, 1, 240),
	(36, 1, 244),
	(37, 1, 245),
	(38, 1, 246),
	(39, 1, 247),
	(40, 1, 248),
	(41, 1, 249),
	(42, 1, 250),
	(43, 1, 252),
	(44, 1, 253),
	(45, 1, 254),
	(46, 1, 256),
	(47, 1, 257),
	(48, 1, 258),
	(49, 1, 260),
	(50, 1, 261),
	(51, 1, 262),
	(52, 1, 264),
	(53, 1, 265),
	(54, 1, 266),
	(55, 1, 267),
	(56, 1, 268),
	(57, 1, 269),
	(58, 1, 270),
	(59, 1, 271),
	(60, 1, 272),
	(61, 1, 273),
	(62, 1, 306),
	(63, 1, 307),
	(64, 1, 309),
	(65, 1, 314),
	(66, 1, 315),
	(67, 1, 316),
	(68, 1, 317),
	(69, 1, 322),
	(70, 1, 323),
	(71, 1, 325),
	(72, 1, 327),
	(73, 1, 328),
	(74, 1, 331),
	(75, 1, 332),
	(76, 1, 334),
	(77, 1, 335),
	(78, 1, 336),
	(79, 1, 338),
	(80, 1, 363),
	(81, 1, 364),
	(82, 1, 366),
	(83, 1, 367),
	(84, 1, 368),
	(85, 1, 369),
	(86, 1, 371),
	(87, 1, 375),
	(88, 1, 379),
	(89, 1, 383),
	(90, 1, 387),
	(91, 1, 407),
	(92, 1, 419),
	(93, 1, 427),
	(94, 1, 431),
	(95, 1, 435),
	(96, 1, 459),
	(97, 1, 476),
	(98, 1, 499),
	(99, 2, 73),
	(100, 2, 74);
INSERT INTO public.auth_group_permissions VALUES
	(101, 2, 76),
	(102, 2, 82),
	(103, 2, 88),
	(104, 2, 89),
	(105, 2, 91),
	(106, 2, 92),
	(107, 2, 93),
	(108, 2, 94),
	(109, 2, 95),
	(110, 2, 96),
	(111, 2, 109),
	(112, 2, 110),
	(113, 2, 111),
	(114, 2, 112),
	(115, 2, 113),
	(116, 2, 114),
	(117, 2, 115),
	(118, 2, 116),
	(119, 2, 117),
	(120, 2, 118),
	(121, 2, 119),
	(122, 2, 120),
	(123, 2, 125),
	(124, 2, 126),
	(125, 2, 128),
	(126, 2, 129),
	(127, 2, 132),
	(128, 2, 133),
	(129, 2, 134),
	(130, 2, 135),
	(131, 2, 136),
	(132, 2, 137),
	(133, 2, 138),
	(134, 2, 139),
	(135, 2, 140),
	(136, 2, 141),
	(137, 2, 142),
	(138, 2, 143),
	(139, 2, 144),
	(140, 2, 145),
	(141, 2, 146),
	(142, 2, 147),
	(143, 2, 148),
	(144, 2, 149),
	(145, 2, 150),
	(146, 2, 151),
	(147, 2, 184),
	(148, 2, 185),
	(149, 2, 186),
	(150, 2, 187),
	(151, 2, 188),
	(152, 2, 189),
	(153, 2, 190),
	(154, 2, 191),
	(155, 2, 192),
	(156, 2, 193),
	(157, 2, 194),
	(158, 2, 195),
	(159, 2, 196),
	(160, 2, 201),
	(161, 2, 202),
	(162, 2, 203),
	(163, 2, 204),
	(164, 2, 205),
	(165, 2, 206),
	(166, 2, 207),
	(167, 2, 208),
	(168, 2, 238),
	(169, 2, 240),
	(170, 2, 244),
	(171, 2, 248),
	(172, 2, 249),
	(173, 2, 252),
	(174, 2, 257),
	(175, 2, 258),
	(176, 2, 260),
	(177, 2, 261),
	(178, 2, 262),
	(179, 2, 264),
	(180, 2, 269),
	(181, 2, 273),
	(182, 2, 306),
	(183, 2, 307),
	(184, 2, 309),
	(185, 2, 317),
	(186, 2, 325),
	(187, 2, 331),
	(188, 2, 332),
	(189, 2, 334),
	(190, 2, 335),
	(191, 2, 336),
	(192, 2, 338),
	(193, 2, 363),
	(194, 2, 364),
	(195, 2, 366),
	(196, 2, 371),
	(197, 2, 375),
	(198, 2, 379),
	(199, 2, 383),
	(200, 2, 387);
INSERT INTO public.auth_group_permissions VALUES
	(201, 2, 407),
	(202, 2, 419),
	(203, 2, 427),
	(204, 2, 431),
	(205, 2, 435),
	(206, 2, 459),
	(207, 2, 476),
	(208, 2, 499),
	(209, 3, 128),
	(210, 3, 387),
	(211, 3, 132),
	(212, 3, 133),
	(213, 3, 260),
	(214, 3, 383),
	(215, 3, 264),
	(216, 3, 135),
	(217, 3, 139),
	(218, 3, 269),
	(219, 3, 143),
	(220, 3, 273),
	(221, 3, 147),
	(222, 3, 151),
	(223, 3, 407),
	(224, 3, 419),
	(225, 3, 427),
	(226, 3, 431),
	(227, 3, 435),
	(228, 3, 309),
	(229, 3, 187),
	(230, 3, 317),
	(231, 3, 191),
	(232, 3, 192),
	(233, 3, 193),
	(234, 3, 195),
	(235, 3, 196),
	(236, 3, 325),
	(237, 3, 326),
	(238, 3, 73),
	(239, 3, 74),
	(240, 3, 459),
	(241, 3, 76),
	(242, 3, 77),
	(243, 3, 334),
	(244, 3, 79),
	(245, 3, 80),
	(246, 3, 78),
	(247, 3, 338),
	(248, 3, 82),
	(249, 3, 83),
	(250, 3, 204),
	(251, 3, 208),
	(252, 3, 91),
	(253, 3, 92),
	(254, 3, 476),
	(255, 3, 120),
	(256, 3, 96),
	(257, 3, 363),
	(258, 3, 364),
	(259, 3, 366),
	(260, 3, 112),
	(261, 3, 371),
	(262, 3, 499),
	(263, 3, 116),
	(264, 3, 244),
	(265, 3, 375),
	(266, 3, 248),
	(267, 3, 379),
	(268, 3, 252),
	(269, 3, 253),
	(270, 3, 254),
	(271, 3, 255),
	(272, 4, 512),
	(273, 4, 513),
	(274, 4, 4),
	(275, 4, 5),
	(276, 4, 6),
	(277, 4, 7),
	(278, 4, 9),
	(279, 4, 13),
	(280, 4, 14),
	(281, 4, 15),
	(282, 4, 28),
	(283, 4, 29),
	(284, 4, 31),
	(285, 4, 32),
	(286, 4, 33),
	(287, 4, 35),
	(288, 4, 48),
	(289, 4, 49),
	(290, 4, 51),
	(291, 4, 52),
	(292, 4, 73),
	(293, 4, 74),
	(294, 4, 76),
	(295, 4, 77),
	(296, 4, 78),
	(297, 4, 79),
	(298, 4, 80),
	(299, 4, 82),
	(300, 4, 83);
INSERT INTO public.auth_group_permissions VALUES
	(301, 4, 88),
	(302, 4, 89),
	(303, 4, 90),
	(304, 4, 91),
	(305, 4, 92),
	(306, 4, 93),
	(307, 4, 94),
	(308, 4, 95),
	(309, 4, 96),
	(310, 4, 109),
	(311, 4, 110),
	(312, 4, 111),
	(313, 4, 112),
	(314, 4, 113),
	(315, 4, 114),
	(316, 4, 115),
	(317, 4, 116),
	(318, 4, 117),
	(319, 4, 118),
	(320, 4, 119),
	(321, 4, 120),
	(322, 4, 125),
	(323, 4, 126),
	(324, 4, 127),
	(325, 4, 128),
	(326, 4, 129),
	(327, 4, 130),
	(328, 4, 131),
	(329, 4, 132),
	(330, 4, 133),
	(331, 4, 134),
	(332, 4, 135),
	(333, 4, 136),
	(334, 4, 137),
	(335, 4, 138),
	(336, 4, 139),
	(337, 4, 140),
	(338, 4, 141),
	(339, 4, 142),
	(340, 4, 143),
	(341, 4, 144),
	(342, 4, 145),
	(343, 4, 146),
	(344, 4, 147),
	(345, 4, 148),
	(346, 4, 149),
	(347, 4, 150),
	(348, 4, 151),
	(349, 4, 184),
	(350, 4, 185),
	(351, 4, 186),
	(352, 4, 187),
	(353, 4, 188),
	(354, 4, 189),
	(355, 4, 190),
	(356, 4, 191),
	(357, 4, 192),
	(358, 4, 193),
	(359, 4, 194),
	(360, 4, 195),
	(361, 4, 196),
	(362, 4, 201),
	(363, 4, 202),
	(364, 4, 203),
	(365, 4, 204),
	(366, 4, 205),
	(367, 4, 206),
	(368, 4, 207),
	(369, 4, 208),
	(370, 4, 238),
	(371, 4, 240),
	(372, 4, 241),
	(373, 4, 242),
	(374, 4, 243),
	(375, 4, 244),
	(376, 4, 245),
	(377, 4, 246),
	(378, 4, 247),
	(379, 4, 248),
	(380, 4, 249),
	(381, 4, 250),
	(382, 4, 251),
	(383, 4, 252),
	(384, 4, 253),
	(385, 4, 254),
	(386, 4, 255),
	(387, 4, 256),
	(388, 4, 257),
	(389, 4, 258),
	(390, 4, 259),
	(391, 4, 260),
	(392, 4, 261),
	(393, 4, 262),
	(394, 4, 263),
	(395, 4, 264),
	(396, 4, 265),
	(397, 4, 266),
	(398, 4, 267),
	(399, 4, 268),
	(400, 4, 269);
INSERT INTO public.auth_group_permissions VALUES
	(401, 4, 270),
	(402, 4, 271),
	(403, 4, 272),
	(404, 4, 273),
	(405, 4, 306),
	(406, 4, 307),
	(407, 4, 308),
	(408, 4, 309),
	(409, 4, 314),
	(410, 4, 315),
	(411, 4, 316),
	(412, 4, 317),
	(413, 4, 322),
	(414, 4, 323),
	(415, 4, 324),
	(416, 4, 325),
	(417, 4, 326),
	(418, 4, 327),
	(419, 4, 328),
	(420, 4, 329),
	(421, 4, 330),
	(422, 4, 331),
	(423, 4, 332),
	(424, 4, 333),
	(425, 4, 334),
	(426, 4, 335),
	(427, 4, 336),
	(428, 4, 337),
	(429, 4, 338),
	(430, 4, 363),
	(431, 4, 364),
	(432, 4, 366),
	(433, 4, 367),
	(434, 4, 368),
	(435, 4, 369),
	(436, 4, 370),
	(437, 4, 371),
	(438, 4, 373),
	(439, 4, 375),
	(440, 4, 376),
	(441, 4, 377),
	(442, 4, 378),
	(443, 4, 379),
	(444, 4, 380),
	(445, 4, 381),
	(446, 4, 382),
	(447, 4, 383),
	(448, 4, 384),
	(449, 4, 385),
	(450, 4, 386),
	(451, 4, 387),
	(452, 4, 404),
	(453, 4, 405),
	(454, 4, 406),
	(455, 4, 407),
	(456, 4, 416),
	(457, 4, 417),
	(458, 4, 418),
	(459, 4, 419),
	(460, 4, 424),
	(461, 4, 425),
	(462, 4, 426),
	(463, 4, 427),
	(464, 4, 428),
	(465, 4, 429),
	(466, 4, 430),
	(467, 4, 431),
	(468, 4, 432),
	(469, 4, 433),
	(470, 4, 434),
	(471, 4, 435),
	(472, 4, 444),
	(473, 4, 445),
	(474, 4, 446),
	(475, 4, 447),
	(476, 4, 459),
	(477, 4, 475),
	(478, 4, 476),
	(479, 4, 485),
	(480, 4, 489),
	(481, 4, 490),
	(482, 4, 499),
	(483, 4, 500),
	(484, 4, 501),
	(485, 4, 510),
	(486, 4, 511),
	(487, 5, 128),
	(488, 5, 387),
	(489, 5, 260),
	(490, 5, 264),
	(491, 5, 139),
	(492, 5, 269),
	(493, 5, 143),
	(494, 5, 273),
	(495, 5, 147),
	(496, 5, 151),
	(497, 5, 407),
	(498, 5, 419),
	(499, 5, 427),
	(500, 5, 431);
INSERT INTO public.auth_group_permissions VALUES
	(501, 5, 435),
	(502, 5, 309),
	(503, 5, 317),
	(504, 5, 191),
	(505, 5, 325),
	(506, 5, 76),
	(507, 5, 334),
	(508, 5, 338),
	(509, 5, 91),
	(510, 5, 120),
	(511, 5, 112),
	(512, 5, 371),
	(513, 5, 499),
	(514, 5, 116),
	(515, 5, 244),
	(516, 5, 375),
	(517, 5, 248),
	(518, 5, 379),
	(519, 5, 252),
	(520, 5, 383);


--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_permission VALUES
	(1, 'Can add säkerhetskopia', 1, 'add_backup'),
	(2, 'Can change säkerhetskopia', 1, 'change_backup'),
	(3, 'Can delete säkerhetskopia', 1, 'delete_backup'),
	(4, 'Can view säkerhetskopia', 1, 'view_backup'),
	(5, 'Can make and verify backups', 1, 'make_backup'),
	(6, 'Can add begäran', 2, 'add_datarequest'),
	(7, 'Can change begäran', 2, 'change_datarequest'),
	(8, 'Can delete begäran', 2, 'delete_datarequest'),
	(9, 'Can view begäran', 2, 'view_datarequest'),
	(10, 'Can add radering', 3, 'add_erasure'),
	(11, 'Can change radering', 3, 'change_erasure'),
	(12, 'Can delete radering', 3, 'delete_erasure'),
	(13, 'Can view radering', 3, 'view_erasure'),
	(14, 'Can see all that is known about a person, as one file', 3, 'extract_person'),
	(15, 'Can erase a person for good', 3, 'erase_person'),
	(16, 'Can add historical begäran', 4, 'add_historicaldatarequest'),
	(17, 'Can change historical begäran', 4, 'change_historicaldatarequest'),
	(18, 'Can delete historical begäran', 4, 'delete_historicaldatarequest'),
	(19, 'Can view historical begäran', 4, 'view_historicaldatarequest'),
	(20, 'Can add historical spärr mot radering', 5, 'add_historicallegalhold'),
	(21, 'Can change historical spärr mot radering', 5, 'change_historicallegalhold'),
	(22, 'Can delete historical spärr mot radering', 5, 'delete_historicallegalhold'),
	(23, 'Can view historical spärr mot radering', 5, 'view_historicallegalhold'),
	(24, 'Can add historical gallringsregel', 6, 'add_historicalretentionrule'),
	(25, 'Can change historical gallringsregel', 6, 'change_historicalretentionrule'),
	(26, 'Can delete historical gallringsregel', 6, 'delete_historicalretentionrule'),
	(27, 'Can view historical gallringsregel', 6, 'view_historicalretentionrule'),
	(28, 'Can add spärr mot radering', 7, 'add_legalhold'),
	(29, 'Can change spärr mot radering', 7, 'change_legalhold'),
	(30, 'Can delete spärr mot radering', 7, 'delete_legalhold'),
	(31, 'Can view spärr mot radering', 7, 'view_legalhold'),
	(32, 'Can add gallringsregel', 8, 'add_retentionrule'),
	(33, 'Can change gallringsregel', 8, 'change_retentionrule'),
	(34, 'Can delete gallringsregel', 8, 'delete_retentionrule'),
	(35, 'Can view gallringsregel', 8, 'view_retentionrule'),
	(36, 'Can add engångslänk', 9, 'add_passwordlink'),
	(37, 'Can change engångslänk', 9, 'change_passwordlink'),
	(38, 'Can delete engångslänk', 9, 'delete_passwordlink'),
	(39, 'Can view engångslänk', 9, 'view_passwordlink'),
	(40, 'Can add inbjudan', 10, 'add_invitation'),
	(41, 'Can change inbjudan', 10, 'change_invitation'),
	(42, 'Can delete inbjudan', 10, 'delete_invitation'),
	(43, 'Can view inbjudan', 10, 'view_invitation'),
	(44, 'Can add historical import', 11, 'add_historicalimport'),
	(45, 'Can change historical import', 11, 'change_historicalimport'),
	(46, 'Can delete historical import', 11, 'delete_historicalimport'),
	(47, 'Can view historical import', 11, 'view_historicalimport'),
	(48, 'Can add import', 12, 'add_import'),
	(49, 'Can change import', 12, 'change_import'),
	(50, 'Can delete import', 12, 'delete_import'),
	(51, 'Can view import', 12, 'view_import'),
	(52, 'Can take back an import', 12, 'undo_import'),
	(53, 'Can add importrad', 13, 'add_importrow'),
	(54, 'Can change importrad', 13, 'change_importrow'),
	(55, 'Can delete importrad', 13, 'delete_importrow'),
	(56, 'Can view importrad', 13, 'view_importrow'),
	(57, 'Can add import shape', 14, 'add_importshape'),
	(58, 'Can change import shape', 14, 'change_importshape'),
	(59, 'Can delete import shape', 14, 'delete_importshape'),
	(60, 'Can view import shape', 14, 'view_importshape'),
	(61, 'Can add möjlig dubblett av företag', 15, 'add_companypair'),
	(62, 'Can change möjlig dubblett av företag', 15, 'change_companypair'),
	(63, 'Can delete möjlig dubblett av företag', 15, 'delete_companypair'),
	(64, 'Can view möjlig dubblett av företag', 15, 'view_companypair'),
	(65, 'Can add möjlig dubblett av person', 16, 'add_contactpair'),
	(66, 'Can change möjlig dubblett av person', 16, 'change_contactpair'),
	(67, 'Can delete möjlig dubblett av person', 16, 'delete_contactpair'),
	(68, 'Can view möjlig dubblett av person', 16, 'view_contactpair'),
	(69, 'Can add historical gåva via lön', 17, 'add_historicalpayrollscheme'),
	(70, 'Can change historical gåva via lön', 17, 'change_historicalpayrollscheme'),
	(71, 'Can delete historical gåva via lön', 17, 'delete_historicalpayrollscheme'),
	(72, 'Can view historical gåva via lön', 17, 'view_historicalpayrollscheme'),
	(73, 'Can add månad', 18, 'add_payrollmonth'),
	(74, 'Can change månad', 18, 'change_payrollmonth'),
	(75, 'Can delete månad', 18, 'delete_payrollmonth'),
	(76, 'Can view månad', 18, 'view_payrollmonth'),
	(77, 'Can close payroll months', 18, 'close_payrollmonth'),
	(78, 'Can reopen closed payroll months', 18, 'reopen_payrollmonth'),
	(79, 'Can add inbetalning via lön', 19, 'add_payrollreceipt'),
	(80, 'Can change inbetalning via lön', 19, 'change_payrollreceipt'),
	(81, 'Can delete inbetalning via lön', 19, 'delete_payrollreceipt'),
	(82, 'Can view inbetalning via lön', 19, 'view_payrollreceipt'),
	(83, 'Can reverse payroll receipts', 19, 'reverse_payrollreceipt'),
	(84, 'Can add historical inbetalning via lön', 20, 'add_historicalpayrollreceipt'),
	(85, 'Can change historical inbetalning via lön', 20, 'change_historicalpayrollreceipt'),
	(86, 'Can delete historical inbetalning via lön', 20, 'delete_historicalpayrollreceipt'),
	(87, 'Can view historical inbetalning via lön', 20, 'view_historicalpayrollreceipt'),
	(88, 'Can add gåva via lön', 21, 'add_payrollscheme'),
	(89, 'Can change gåva via lön', 21, 'change_payrollscheme'),
	(90, 'Can delete gåva via lön', 21, 'delete_payrollscheme'),
	(91, 'Can view gåva via lön', 21, 'view_payrollscheme'),
	(92, 'Can read the document of a payroll scheme', 21, 'view_payroll_document'),
	(93, 'Can add grupp', 22, 'add_payrollband'),
	(94, 'Can change grupp', 22, 'change_payrollband'),
	(95, 'Can delete grupp', 22, 'delete_payrollband'),
	(96, 'Can view grupp', 22, 'view_payrollband'),
	(97, 'Can add historical andel', 23, 'add_historicalpayrollshare'),
	(98, 'Can change historical andel', 23, 'change_historicalpayrollshare'),
	(99, 'Can delete historical andel', 23, 'delete_historicalpayrollshare'),
	(100, 'Can view historical andel', 23, 'view_historicalpayrollshare');
INSERT INTO public.auth_permission VALUES
	(101, 'Can add historical månad', 24, 'add_historicalpayrollmonth'),
	(102, 'Can change historical månad', 24, 'change_historicalpayrollmonth'),
	(103, 'Can delete historical månad', 24, 'delete_historicalpayrollmonth'),
	(104, 'Can view historical månad', 24, 'view_historicalpayrollmonth'),
	(105, 'Can add historical grupp', 25, 'add_historicalpayrollband'),
	(106, 'Can change historical grupp', 25, 'change_historicalpayrollband'),
	(107, 'Can delete historical grupp', 25, 'delete_historicalpayrollband'),
	(108, 'Can view historical grupp', 25, 'view_historicalpayrollband'),
	(109, 'Can add andel', 26, 'add_payrollshare'),
	(110, 'Can change andel', 26, 'change_payrollshare'),
	(111, 'Can delete andel', 26, 'delete_payrollshare'),
	(112, 'Can view andel', 26, 'view_payrollshare'),
	(113, 'Can add aktivitet', 27, 'add_activity'),
	(114, 'Can change aktivitet', 27, 'change_activity'),
	(115, 'Can delete aktivitet', 27, 'delete_activity'),
	(116, 'Can view aktivitet', 27, 'view_activity'),
	(117, 'Can add lag', 28, 'add_team'),
	(118, 'Can change lag', 28, 'change_team'),
	(119, 'Can delete lag', 28, 'delete_team'),
	(120, 'Can view lag', 28, 'view_team'),
	(121, 'Can add bankreferens', 29, 'add_bankreference'),
	(122, 'Can change bankreferens', 29, 'change_bankreference'),
	(123, 'Can delete bankreferens', 29, 'delete_bankreference'),
	(124, 'Can view bankreferens', 29, 'view_bankreference'),
	(125, 'Can add tävling', 30, 'add_competition'),
	(126, 'Can change tävling', 30, 'change_competition'),
	(127, 'Can delete tävling', 30, 'delete_competition'),
	(128, 'Can view tävling', 30, 'view_competition'),
	(129, 'Can open, freeze, close and decide competitions', 30, 'run_competition'),
	(130, 'Can change rules and head counts after opening', 30, 'amend_competition'),
	(131, 'Can take back a decision made by mistake', 30, 'reopen_competition'),
	(132, 'Can add inläsning', 31, 'add_batch'),
	(133, 'Can change inläsning', 31, 'change_batch'),
	(134, 'Can delete inläsning', 31, 'delete_batch'),
	(135, 'Can view inläsning', 31, 'view_batch'),
	(136, 'Can add regeländring', 32, 'add_amendment'),
	(137, 'Can change regeländring', 32, 'change_amendment'),
	(138, 'Can delete regeländring', 32, 'delete_amendment'),
	(139, 'Can view regeländring', 32, 'view_amendment'),
	(140, 'Can add kriterium', 33, 'add_criterion'),
	(141, 'Can change kriterium', 33, 'change_criterion'),
	(142, 'Can delete kriterium', 33, 'delete_criterion'),
	(143, 'Can view kriterium', 33, 'view_criterion'),
	(144, 'Can add tävlingsbidrag', 34, 'add_entry'),
	(145, 'Can change tävlingsbidrag', 34, 'change_entry'),
	(146, 'Can delete tävlingsbidrag', 34, 'delete_entry'),
	(147, 'Can view tävlingsbidrag', 34, 'view_entry'),
	(148, 'Can add bild', 35, 'add_entrypicture'),
	(149, 'Can change bild', 35, 'change_entrypicture'),
	(150, 'Can delete bild', 35, 'delete_entrypicture'),
	(151, 'Can view bild', 35, 'view_entrypicture'),
	(152, 'Can add historical aktivitet', 36, 'add_historicalactivity'),
	(153, 'Can change historical aktivitet', 36, 'change_historicalactivity'),
	(154, 'Can delete historical aktivitet', 36, 'delete_historicalactivity'),
	(155, 'Can view historical aktivitet', 36, 'view_historicalactivity'),
	(156, 'Can add historical regeländring', 37, 'add_historicalamendment'),
	(157, 'Can change historical regeländring', 37, 'change_historicalamendment'),
	(158, 'Can delete historical regeländring', 37, 'delete_historicalamendment'),
	(159, 'Can view historical regeländring', 37, 'view_historicalamendment'),
	(160, 'Can add historical inläsning', 38, 'add_historicalbatch'),
	(161, 'Can change historical inläsning', 38, 'change_historicalbatch'),
	(162, 'Can delete historical inläsning', 38, 'delete_historicalbatch'),
	(163, 'Can view historical inläsning', 38, 'view_historicalbatch'),
	(164, 'Can add historical tävling', 39, 'add_historicalcompetition'),
	(165, 'Can change historical tävling', 39, 'change_historicalcompetition'),
	(166, 'Can delete historical tävling', 39, 'delete_historicalcompetition'),
	(167, 'Can view historical tävling', 39, 'view_historicalcompetition'),
	(168, 'Can add historical kriterium', 40, 'add_historicalcriterion'),
	(169, 'Can change historical kriterium', 40, 'change_historicalcriterion'),
	(170, 'Can delete historical kriterium', 40, 'delete_historicalcriterion'),
	(171, 'Can view historical kriterium', 40, 'view_historicalcriterion'),
	(172, 'Can add historical bild', 41, 'add_historicalentrypicture'),
	(173, 'Can change historical bild', 41, 'change_historicalentrypicture'),
	(174, 'Can delete historical bild', 41, 'delete_historicalentrypicture'),
	(175, 'Can view historical bild', 41, 'view_historicalentrypicture'),
	(176, 'Can add historical jurymedlem', 42, 'add_historicaljuror'),
	(177, 'Can change historical jurymedlem', 42, 'change_historicaljuror'),
	(178, 'Can delete historical jurymedlem', 42, 'delete_historicaljuror'),
	(179, 'Can view historical jurymedlem', 42, 'view_historicaljuror'),
	(180, 'Can add historical lag', 43, 'add_historicalteam'),
	(181, 'Can change historical lag', 43, 'change_historicalteam'),
	(182, 'Can delete historical lag', 43, 'delete_historicalteam'),
	(183, 'Can view historical lag', 43, 'view_historicalteam'),
	(184, 'Can add jurymedlem', 44, 'add_juror'),
	(185, 'Can change jurymedlem', 44, 'change_juror'),
	(186, 'Can delete jurymedlem', 44, 'delete_juror'),
	(187, 'Can view jurymedlem', 44, 'view_juror'),
	(188, 'Can add matchning', 45, 'add_match'),
	(189, 'Can change matchning', 45, 'change_match'),
	(190, 'Can delete matchning', 45, 'delete_match'),
	(191, 'Can view matchning', 45, 'view_match'),
	(192, 'Can add bidrag', 46, 'add_contribution'),
	(193, 'Can change bidrag', 46, 'change_contribution'),
	(194, 'Can delete bidrag', 46, 'delete_contribution'),
	(195, 'Can view bidrag', 46, 'view_contribution'),
	(196, 'Can reverse contributions', 46, 'reverse_contribution'),
	(197, 'Can add ställning', 47, 'add_tally'),
	(198, 'Can change ställning', 47, 'change_tally'),
	(199, 'Can delete ställning', 47, 'delete_tally'),
	(200, 'Can view ställning', 47, 'view_tally');
INSERT INTO public.auth_permission VALUES
	(201, 'Can add jäv', 48, 'add_recusal'),
	(202, 'Can change jäv', 48, 'change_recusal'),
	(203, 'Can delete jäv', 48, 'delete_recusal'),
	(204, 'Can view jäv', 48, 'view_recusal'),
	(205, 'Can add jurybetyg', 49, 'add_mark'),
	(206, 'Can change jurybetyg', 49, 'change_mark'),
	(207, 'Can delete jurybetyg', 49, 'delete_mark'),
	(208, 'Can view jurybetyg', 49, 'view_mark'),
	(209, 'Can add historical jäv', 50, 'add_historicalrecusal'),
	(210, 'Can change historical jäv', 50, 'change_historicalrecusal'),
	(211, 'Can delete historical jäv', 50, 'delete_historicalrecusal'),
	(212, 'Can view historical jäv', 50, 'view_historicalrecusal'),
	(213, 'Can add historical matchning', 51, 'add_historicalmatch'),
	(214, 'Can change historical matchning', 51, 'change_historicalmatch'),
	(215, 'Can delete historical matchning', 51, 'delete_historicalmatch'),
	(216, 'Can view historical matchning', 51, 'view_historicalmatch'),
	(217, 'Can add historical jurybetyg', 52, 'add_historicalmark'),
	(218, 'Can change historical jurybetyg', 52, 'change_historicalmark'),
	(219, 'Can delete historical jurybetyg', 52, 'delete_historicalmark'),
	(220, 'Can view historical jurybetyg', 52, 'view_historicalmark'),
	(221, 'Can add historical tävlingsbidrag', 53, 'add_historicalentry'),
	(222, 'Can change historical tävlingsbidrag', 53, 'change_historicalentry'),
	(223, 'Can delete historical tävlingsbidrag', 53, 'delete_historicalentry'),
	(224, 'Can view historical tävlingsbidrag', 53, 'view_historicalentry'),
	(225, 'Can add historical bidrag', 54, 'add_historicalcontribution'),
	(226, 'Can change historical bidrag', 54, 'change_historicalcontribution'),
	(227, 'Can delete historical bidrag', 54, 'delete_historicalcontribution'),
	(228, 'Can view historical bidrag', 54, 'view_historicalcontribution'),
	(229, 'Can add historical förfrågan', 55, 'add_historicalenquiry'),
	(230, 'Can change historical förfrågan', 55, 'change_historicalenquiry'),
	(231, 'Can delete historical förfrågan', 55, 'delete_historicalenquiry'),
	(232, 'Can view historical förfrågan', 55, 'view_historicalenquiry'),
	(233, 'Can add mejlutkast', 56, 'add_maildraft'),
	(234, 'Can change mejlutkast', 56, 'change_maildraft'),
	(235, 'Can delete mejlutkast', 56, 'delete_maildraft'),
	(236, 'Can view mejlutkast', 56, 'view_maildraft'),
	(237, 'Can add förfrågan', 57, 'add_enquiry'),
	(238, 'Can change förfrågan', 57, 'change_enquiry'),
	(239, 'Can delete förfrågan', 57, 'delete_enquiry'),
	(240, 'Can view förfrågan', 57, 'view_enquiry'),
	(241, 'Can add skäl att inte förnya', 58, 'add_lapsereason'),
	(242, 'Can change skäl att inte förnya', 58, 'change_lapsereason'),
	(243, 'Can delete skäl att inte förnya', 58, 'delete_lapsereason'),
	(244, 'Can view skäl att inte förnya', 58, 'view_lapsereason'),
	(245, 'Can add etikett', 59, 'add_tag'),
	(246, 'Can change etikett', 59, 'change_tag'),
	(247, 'Can delete etikett', 59, 'delete_tag'),
	(248, 'Can view etikett', 59, 'view_tag'),
	(249, 'Can add företag', 60, 'add_company'),
	(250, 'Can change företag', 60, 'change_company'),
	(251, 'Can delete företag', 60, 'delete_company'),
	(252, 'Can view företag', 60, 'view_company'),
	(253, 'Can see the personal number of a sole trader', 60, 'view_sole_trader_orgnr'),
	(254, 'Can see notes about companies and people', 60, 'view_notes'),
	(255, 'Can change what a company''s invoices need, and nothing else of it', 60, 'change_company_invoice'),
	(256, 'Can merge companies, and take that back', 60, 'merge_company'),
	(257, 'Can add uppdrag', 61, 'add_affiliation'),
	(258, 'Can change uppdrag', 61, 'change_affiliation'),
	(259, 'Can delete uppdrag', 61, 'delete_affiliation'),
	(260, 'Can view uppdrag', 61, 'view_affiliation'),
	(261, 'Can add kontaktperson', 62, 'add_contact'),
	(262, 'Can change kontaktperson', 62, 'change_contact'),
	(263, 'Can delete kontaktperson', 62, 'delete_contact'),
	(264, 'Can view kontaktperson', 62, 'view_contact'),
	(265, 'Can merge people, and take that back', 62, 'merge_contact'),
	(266, 'Can add leverans', 63, 'add_delivery'),
	(267, 'Can change leverans', 63, 'change_delivery'),
	(268, 'Can delete leverans', 63, 'delete_delivery'),
	(269, 'Can view leverans', 63, 'view_delivery'),
	(270, 'Can add delleverans', 64, 'add_deliverypart'),
	(271, 'Can change delleverans', 64, 'change_deliverypart'),
	(272, 'Can delete delleverans', 64, 'delete_deliverypart'),
	(273, 'Can view delleverans', 64, 'view_deliverypart'),
	(274, 'Can add historical uppdrag', 65, 'add_historicalaffiliation'),
	(275, 'Can change historical uppdrag', 65, 'change_historicalaffiliation'),
	(276, 'Can delete historical uppdrag', 65, 'delete_historicalaffiliation'),
	(277, 'Can view historical uppdrag', 65, 'view_historicalaffiliation'),
	(278, 'Can add historical företag', 66, 'add_historicalcompany'),
	(279, 'Can change historical företag', 66, 'change_historicalcompany'),
	(280, 'Can delete historical företag', 66, 'delete_historicalcompany'),
	(281, 'Can view historical företag', 66, 'view_historicalcompany'),
	(282, 'Can add historical kontaktperson', 67, 'add_historicalcontact'),
	(283, 'Can change historical kontaktperson', 67, 'change_historicalcontact'),
	(284, 'Can delete historical kontaktperson', 67, 'delete_historicalcontact'),
	(285, 'Can view historical kontaktperson', 67, 'view_historicalcontact'),
	(286, 'Can add historical delleverans', 68, 'add_historicaldeliverypart'),
	(287, 'Can change historical delleverans', 68, 'change_historicaldeliverypart'),
	(288, 'Can delete historical delleverans', 68, 'delete_historicaldeliverypart'),
	(289, 'Can view historical delleverans', 68, 'view_historicaldeliverypart'),
	(290, 'Can add historical kontakt', 69, 'add_historicalinteraction'),
	(291, 'Can change historical kontakt', 69, 'change_historicalinteraction'),
	(292, 'Can delete historical kontakt', 69, 'delete_historicalinteraction'),
	(293, 'Can view historical kontakt', 69, 'view_historicalinteraction'),
	(294, 'Can add historical skäl att inte förnya', 70, 'add_historicallapsereason'),
	(295, 'Can change historical skäl att inte förnya', 70, 'change_historicallapsereason'),
	(296, 'Can delete historical skäl att inte förnya', 70, 'delete_historicallapsereason'),
	(297, 'Can view historical skäl att inte förnya', 70, 'view_historicallapsereason'),
	(298, 'Can add historical bevis', 71, 'add_historicalproof'),
	(299, 'Can change historical bevis', 71, 'change_historicalproof'),
	(300, 'Can delete historical bevis', 71, 'delete_historicalproof');
INSERT INTO public.auth_permission VALUES
	(301, 'Can view historical bevis', 71, 'view_historicalproof'),
	(302, 'Can add historical regel för ett steg', 72, 'add_historicalstagerule'),
	(303, 'Can change historical regel för ett steg', 72, 'change_historicalstagerule'),
	(304, 'Can delete historical regel för ett steg', 72, 'delete_historicalstagerule'),
	(305, 'Can view historical regel för ett steg', 72, 'view_historicalstagerule'),
	(306, 'Can add kontakt', 73, 'add_interaction'),
	(307, 'Can change kontakt', 73, 'change_interaction'),
	(308, 'Can delete kontakt', 73, 'delete_interaction'),
	(309, 'Can view kontakt', 73, 'view_interaction'),
	(310, 'Can add sammanslagning', 74, 'add_merge'),
	(311, 'Can change sammanslagning', 74, 'change_merge'),
	(312, 'Can delete sammanslagning', 74, 'delete_merge'),
	(313, 'Can view sammanslagning', 74, 'view_merge'),
	(314, 'Can add bevis', 75, 'add_proof'),
	(315, 'Can change bevis', 75, 'change_proof'),
	(316, 'Can delete bevis', 75, 'delete_proof'),
	(317, 'Can view bevis', 75, 'view_proof'),
	(318, 'Can add borttagen kontakt', 76, 'add_removedinteraction'),
	(319, 'Can change borttagen kontakt', 76, 'change_removedinteraction'),
	(320, 'Can delete borttagen kontakt', 76, 'delete_removedinteraction'),
	(321, 'Can view borttagen kontakt', 76, 'view_removedinteraction'),
	(322, 'Can add sponsorskap', 77, 'add_sponsorship'),
	(323, 'Can change sponsorskap', 77, 'change_sponsorship'),
	(324, 'Can delete sponsorskap', 77, 'delete_sponsorship'),
	(325, 'Can view sponsorskap', 77, 'view_sponsorship'),
	(326, 'Can change how a sponsorship is paid, and nothing else of it', 77, 'change_payment_note'),
	(327, 'Can sign sponsorships', 77, 'sign_sponsorship'),
	(328, 'Can end signed sponsorships early', 77, 'end_sponsorship'),
	(329, 'Can take back a signature made by mistake', 77, 'unsign_sponsorship'),
	(330, 'Can correct what is signed', 77, 'change_signed_sponsorship'),
	(331, 'Can add paus', 78, 'add_pause'),
	(332, 'Can change paus', 78, 'change_pause'),
	(333, 'Can delete paus', 78, 'delete_pause'),
	(334, 'Can view paus', 78, 'view_pause'),
	(335, 'Can add nästa steg', 79, 'add_nextstep'),
	(336, 'Can change nästa steg', 79, 'change_nextstep'),
	(337, 'Can delete nästa steg', 79, 'delete_nextstep'),
	(338, 'Can view nästa steg', 79, 'view_nextstep'),
	(339, 'Can add historical ändrat belopp', 80, 'add_historicalsponsorshipamendment'),
	(340, 'Can change historical ändrat belopp', 80, 'change_historicalsponsorshipamendment'),
	(341, 'Can delete historical ändrat belopp', 80, 'delete_historicalsponsorshipamendment'),
	(342, 'Can view historical ändrat belopp', 80, 'view_historicalsponsorshipamendment'),
	(343, 'Can add historical sponsorskap', 81, 'add_historicalsponsorship'),
	(344, 'Can change historical sponsorskap', 81, 'change_historicalsponsorship'),
	(345, 'Can delete historical sponsorskap', 81, 'delete_historicalsponsorship'),
	(346, 'Can view historical sponsorskap', 81, 'view_historicalsponsorship'),
	(347, 'Can add historical paus', 82, 'add_historicalpause'),
	(348, 'Can change historical paus', 82, 'change_historicalpause'),
	(349, 'Can delete historical paus', 82, 'delete_historicalpause'),
	(350, 'Can view historical paus', 82, 'view_historicalpause'),
	(351, 'Can add historical nästa steg', 83, 'add_historicalnextstep'),
	(352, 'Can change historical nästa steg', 83, 'change_historicalnextstep'),
	(353, 'Can delete historical nästa steg', 83, 'delete_historicalnextstep'),
	(354, 'Can view historical nästa steg', 83, 'view_historicalnextstep'),
	(355, 'Can add historical dokument', 84, 'add_historicaldocument'),
	(356, 'Can change historical dokument', 84, 'change_historicaldocument'),
	(357, 'Can delete historical dokument', 84, 'delete_historicaldocument'),
	(358, 'Can view historical dokument', 84, 'view_historicaldocument'),
	(359, 'Can add historical leverans', 85, 'add_historicaldelivery'),
	(360, 'Can change historical leverans', 85, 'change_historicaldelivery'),
	(361, 'Can delete historical leverans', 85, 'delete_historicaldelivery'),
	(362, 'Can view historical leverans', 85, 'view_historicaldelivery'),
	(363, 'Can add dokument', 86, 'add_document'),
	(364, 'Can change dokument', 86, 'change_document'),
	(365, 'Can delete dokument', 86, 'delete_document'),
	(366, 'Can view dokument', 86, 'view_document'),
	(367, 'Can remove documents', 86, 'remove_document'),
	(368, 'Can add ändrat belopp', 87, 'add_sponsorshipamendment'),
	(369, 'Can change ändrat belopp', 87, 'change_sponsorshipamendment'),
	(370, 'Can delete ändrat belopp', 87, 'delete_sponsorshipamendment'),
	(371, 'Can view ändrat belopp', 87, 'view_sponsorshipamendment'),
	(372, 'Can add regel för ett steg', 88, 'add_stagerule'),
	(373, 'Can change regel för ett steg', 88, 'change_stagerule'),
	(374, 'Can delete regel för ett steg', 88, 'delete_stagerule'),
	(375, 'Can view regel för ett steg', 88, 'view_stagerule'),
	(376, 'Can add globalt mål', 89, 'add_globalgoal'),
	(377, 'Can change globalt mål', 89, 'change_globalgoal'),
	(378, 'Can delete globalt mål', 89, 'delete_globalgoal'),
	(379, 'Can view globalt mål', 89, 'view_globalgoal'),
	(380, 'Can add nivå', 90, 'add_tier'),
	(381, 'Can change nivå', 90, 'change_tier'),
	(382, 'Can delete nivå', 90, 'delete_tier'),
	(383, 'Can view nivå', 90, 'view_tier'),
	(384, 'Can add lokalt mål', 91, 'add_goal'),
	(385, 'Can change lokalt mål', 91, 'change_goal'),
	(386, 'Can delete lokalt mål', 91, 'delete_goal'),
	(387, 'Can view lokalt mål', 91, 'view_goal'),
	(388, 'Can add historical lokalt mål', 92, 'add_historicalgoal'),
	(389, 'Can change historical lokalt mål', 92, 'change_historicalgoal'),
	(390, 'Can delete historical lokalt mål', 92, 'delete_historicalgoal'),
	(391, 'Can view historical lokalt mål', 92, 'view_historicalgoal'),
	(392, 'Can add historical nyckeltal', 93, 'add_historicalkeyfigure'),
	(393, 'Can change historical nyckeltal', 93, 'change_historicalkeyfigure'),
	(394, 'Can delete historical nyckeltal', 93, 'delete_historicalkeyfigure'),
	(395, 'Can view historical nyckeltal', 93, 'view_historicalkeyfigure'),
	(396, 'Can add historical nivå', 94, 'add_historicaltier'),
	(397, 'Can change historical nivå', 94, 'change_historicaltier'),
	(398, 'Can delete historical nivå', 94, 'delete_historicaltier'),
	(399, 'Can view historical nivå', 94, 'view_historicaltier'),
	(400, 'Can add historical målsumma', 95, 'add_historicalyearlyaim');
INSERT INTO public.auth_permission VALUES
	(401, 'Can change historical målsumma', 95, 'change_historicalyearlyaim'),
	(402, 'Can delete historical målsumma', 95, 'delete_historicalyearlyaim'),
	(403, 'Can view historical målsumma', 95, 'view_historicalyearlyaim'),
	(404, 'Can add nyckeltal', 96, 'add_keyfigure'),
	(405, 'Can change nyckeltal', 96, 'change_keyfigure'),
	(406, 'Can delete nyckeltal', 96, 'delete_keyfigure'),
	(407, 'Can view nyckeltal', 96, 'view_keyfigure'),
	(408, 'Can add historical mätvärde', 97, 'add_historicalkeyfigurevalue'),
	(409, 'Can change historical mätvärde', 97, 'change_historicalkeyfigurevalue'),
	(410, 'Can delete historical mätvärde', 97, 'delete_historicalkeyfigurevalue'),
	(411, 'Can view historical mätvärde', 97, 'view_historicalkeyfigurevalue'),
	(412, 'Can add historical erbjudande', 98, 'add_historicaltieroffer'),
	(413, 'Can change historical erbjudande', 98, 'change_historicaltieroffer'),
	(414, 'Can delete historical erbjudande', 98, 'delete_historicaltieroffer'),
	(415, 'Can view historical erbjudande', 98, 'view_historicaltieroffer'),
	(416, 'Can add erbjudande', 99, 'add_tieroffer'),
	(417, 'Can change erbjudande', 99, 'change_tieroffer'),
	(418, 'Can delete erbjudande', 99, 'delete_tieroffer'),
	(419, 'Can view erbjudande', 99, 'view_tieroffer'),
	(420, 'Can add historical motprestation', 100, 'add_historicalbenefit'),
	(421, 'Can change historical motprestation', 100, 'change_historicalbenefit'),
	(422, 'Can delete historical motprestation', 100, 'delete_historicalbenefit'),
	(423, 'Can view historical motprestation', 100, 'view_historicalbenefit'),
	(424, 'Can add motprestation', 101, 'add_benefit'),
	(425, 'Can change motprestation', 101, 'change_benefit'),
	(426, 'Can delete motprestation', 101, 'delete_benefit'),
	(427, 'Can view motprestation', 101, 'view_benefit'),
	(428, 'Can add målsumma', 102, 'add_yearlyaim'),
	(429, 'Can change målsumma', 102, 'change_yearlyaim'),
	(430, 'Can delete målsumma', 102, 'delete_yearlyaim'),
	(431, 'Can view målsumma', 102, 'view_yearlyaim'),
	(432, 'Can add mätvärde', 103, 'add_keyfigurevalue'),
	(433, 'Can change mätvärde', 103, 'change_keyfigurevalue'),
	(434, 'Can delete mätvärde', 103, 'delete_keyfigurevalue'),
	(435, 'Can view mätvärde', 103, 'view_keyfigurevalue'),
	(436, 'Can add skickat formulär', 104, 'add_sentform'),
	(437, 'Can change skickat formulär', 104, 'change_sentform'),
	(438, 'Can delete skickat formulär', 104, 'delete_sentform'),
	(439, 'Can view skickat formulär', 104, 'view_sentform'),
	(440, 'Can add sequence', 105, 'add_sequence'),
	(441, 'Can change sequence', 105, 'change_sequence'),
	(442, 'Can delete sequence', 105, 'delete_sequence'),
	(443, 'Can view sequence', 105, 'view_sequence'),
	(444, 'Can add användare', 106, 'add_user'),
	(445, 'Can change användare', 106, 'change_user'),
	(446, 'Can delete användare', 106, 'delete_user'),
	(447, 'Can view användare', 106, 'view_user'),
	(448, 'Can add API-nyckel', 107, 'add_apitoken'),
	(449, 'Can change API-nyckel', 107, 'change_apitoken'),
	(450, 'Can delete API-nyckel', 107, 'delete_apitoken'),
	(451, 'Can view API-nyckel', 107, 'view_apitoken'),
	(452, 'Can add kalenderlänk', 108, 'add_calendarlink'),
	(453, 'Can change kalenderlänk', 108, 'change_calendarlink'),
	(454, 'Can delete kalenderlänk', 108, 'delete_calendarlink'),
	(455, 'Can view kalenderlänk', 108, 'view_calendarlink'),
	(456, 'Can add ändring', 109, 'add_changeset'),
	(457, 'Can change ändring', 109, 'change_changeset'),
	(458, 'Can delete ändring', 109, 'delete_changeset'),
	(459, 'Can view ändring', 109, 'view_changeset'),
	(460, 'Can add change', 110, 'add_change'),
	(461, 'Can change change', 110, 'change_change'),
	(462, 'Can delete change', 110, 'delete_change'),
	(463, 'Can view change', 110, 'view_change'),
	(464, 'Can add sammandrag', 111, 'add_digest'),
	(465, 'Can change sammandrag', 111, 'change_digest'),
	(466, 'Can delete sammandrag', 111, 'delete_digest'),
	(467, 'Can view sammandrag', 111, 'view_digest'),
	(468, 'Can add historical sparad vy', 112, 'add_historicalsavedview'),
	(469, 'Can change historical sparad vy', 112, 'change_historicalsavedview'),
	(470, 'Can delete historical sparad vy', 112, 'delete_historicalsavedview'),
	(471, 'Can view historical sparad vy', 112, 'view_historicalsavedview'),
	(472, 'Can add sparad vy', 113, 'add_savedview'),
	(473, 'Can change sparad vy', 113, 'change_savedview'),
	(474, 'Can delete sparad vy', 113, 'delete_savedview'),
	(475, 'Can view sparad vy', 113, 'view_savedview'),
	(476, 'Can share views of lists, and change those shared by others', 113, 'share_savedview'),
	(477, 'Can add förvald vy', 114, 'add_defaultview'),
	(478, 'Can change förvald vy', 114, 'change_defaultview'),
	(479, 'Can delete förvald vy', 114, 'delete_defaultview'),
	(480, 'Can view förvald vy', 114, 'view_defaultview'),
	(481, 'Can add jobb', 115, 'add_job'),
	(482, 'Can change jobb', 115, 'change_job'),
	(483, 'Can delete jobb', 115, 'delete_job'),
	(484, 'Can view jobb', 115, 'view_job'),
	(485, 'Can view loggpost', 116, 'view_auditentry'),
	(486, 'Can add körning av återkommande jobb', 119, 'add_scheduledrun'),
	(487, 'Can change körning av återkommande jobb', 119, 'change_scheduledrun'),
	(488, 'Can delete körning av återkommande jobb', 119, 'delete_scheduledrun'),
	(489, 'Can view körning av återkommande jobb', 119, 'view_scheduledrun'),
	(490, 'Får köra återkommande jobb', 119, 'run_schedule'),
	(491, 'Can add inloggning', 120, 'add_session'),
	(492, 'Can change inloggning', 120, 'change_session'),
	(493, 'Can delete inloggning', 120, 'delete_session'),
	(494, 'Can view inloggning', 120, 'view_session'),
	(495, 'Can add historical organisation', 121, 'add_historicalorganisation'),
	(496, 'Can change historical organisation', 121, 'change_historicalorganisation'),
	(497, 'Can delete historical organisation', 121, 'delete_historicalorganisation'),
	(498, 'Can view historical organisation', 121, 'view_historicalorganisation'),
	(499, 'Can view organisation', 123, 'view_organisation'),
	(500, 'Can change organisation', 123, 'change_organisation');
INSERT INTO public.auth_permission VALUES
	(501, 'Can view hälsokontroll', 124, 'view_healthreport'),
	(502, 'Can add log entry', 127, 'add_logentry'),
	(503, 'Can change log entry', 127, 'change_logentry'),
	(504, 'Can delete log entry', 127, 'delete_logentry'),
	(505, 'Can view log entry', 127, 'view_logentry'),
	(506, 'Can add permission', 128, 'add_permission'),
	(507, 'Can change permission', 128, 'change_permission'),
	(508, 'Can delete permission', 128, 'delete_permission'),
	(509, 'Can view permission', 128, 'view_permission'),
	(510, 'Can add group', 129, 'add_group'),
	(511, 'Can change group', 129, 'change_group'),
	(512, 'Can delete group', 129, 'delete_group'),
	(513, 'Can view group', 129, 'view_group'),
	(514, 'Can add content type', 130, 'add_contenttype'),
	(515, 'Can change content type', 130, 'change_contenttype'),
	(516, 'Can delete content type', 130, 'delete_contenttype'),
	(517, 'Can view content type', 130, 'view_contenttype'),
	(518, 'Can add session', 131, 'add_session'),
	(519, 'Can change session', 131, 'change_session'),
	(520, 'Can delete session', 131, 'delete_session'),
	(521, 'Can view session', 131, 'view_session'),
	(522, 'Can add email address', 132, 'add_emailaddress'),
	(523, 'Can change email address', 132, 'change_emailaddress'),
	(524, 'Can delete email address', 132, 'delete_emailaddress'),
	(525, 'Can view email address', 132, 'view_emailaddress'),
	(526, 'Can add email confirmation', 133, 'add_emailconfirmation'),
	(527, 'Can change email confirmation', 133, 'change_emailconfirmation'),
	(528, 'Can delete email confirmation', 133, 'delete_emailconfirmation'),
	(529, 'Can view email confirmation', 133, 'view_emailconfirmation'),
	(530, 'Can add authenticator', 134, 'add_authenticator'),
	(531, 'Can change authenticator', 134, 'change_authenticator'),
	(532, 'Can delete authenticator', 134, 'delete_authenticator'),
	(533, 'Can view authenticator', 134, 'view_authenticator'),
	(534, 'Can add social account', 135, 'add_socialaccount'),
	(535, 'Can change social account', 135, 'change_socialaccount'),
	(536, 'Can delete social account', 135, 'delete_socialaccount'),
	(537, 'Can view social account', 135, 'view_socialaccount'),
	(538, 'Can add social application', 136, 'add_socialapp'),
	(539, 'Can change social application', 136, 'change_socialapp'),
	(540, 'Can delete social application', 136, 'delete_socialapp'),
	(541, 'Can view social application', 136, 'view_socialapp'),
	(542, 'Can add social application token', 137, 'add_socialtoken'),
	(543, 'Can change social application token', 137, 'change_socialtoken'),
	(544, 'Can delete social application token', 137, 'delete_socialtoken'),
	(545, 'Can view social application token', 137, 'view_socialtoken'),
	(546, 'Can add access attempt', 138, 'add_accessattempt'),
	(547, 'Can change access attempt', 138, 'change_accessattempt'),
	(548, 'Can delete access attempt', 138, 'delete_accessattempt'),
	(549, 'Can view access attempt', 138, 'view_accessattempt'),
	(550, 'Can add access log', 139, 'add_accesslog'),
	(551, 'Can change access log', 139, 'change_accesslog'),
	(552, 'Can delete access log', 139, 'delete_accesslog'),
	(553, 'Can view access log', 139, 'view_accesslog'),
	(554, 'Can add access failure', 140, 'add_accessfailurelog'),
	(555, 'Can change access failure', 140, 'change_accessfailurelog'),
	(556, 'Can delete access failure', 140, 'delete_accessfailurelog'),
	(557, 'Can view access failure', 140, 'view_accessfailurelog'),
	(558, 'Can add access attempt expiration', 141, 'add_accessattemptexpiration'),
	(559, 'Can change access attempt expiration', 141, 'change_accessattemptexpiration'),
	(560, 'Can delete access attempt expiration', 141, 'delete_accessattemptexpiration'),
	(561, 'Can view access attempt expiration', 141, 'view_accessattemptexpiration'),
	(562, 'Can add Task Result', 142, 'add_dbtaskresult'),
	(563, 'Can change Task Result', 142, 'change_dbtaskresult'),
	(564, 'Can delete Task Result', 142, 'delete_dbtaskresult'),
	(565, 'Can view Task Result', 142, 'view_dbtaskresult');


--
-- Data for Name: axes_accessattempt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: axes_accessattemptexpiration; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: axes_accessfailurelog; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: axes_accesslog; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_activity; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_activity VALUES
	(1, 1, 'kakförsäljning', 'kakfz3rsz2ljning', 'Kakförsäljning', 'Baka och sälj till kollegor och besökare. Allt som kommer in går till målet.', 10, 2, true),
	(2, 1, 'promenad', 'promenad', 'Promenad', 'Gå tillsammans på lunchen eller efter jobbet, gärna så att alla orkar med.', 5, 2, true),
	(3, 1, 'klädinsamling', 'klz2dinsamling', 'Klädinsamling', 'Samla hela och rena kläder som kommer till nytta, och lämna dem till oss.', 10, 2, true),
	(4, 1, 'lunchföreläsning', 'lunchfz3relz2sning', 'Lunchföreläsning', 'Bjud in någon av oss, eller någon annan som kan målet, och låt många lyssna.', 10, 2, true),
	(5, 1, 'volontärdag', 'volontz2rdag', 'Volontärdag', 'Kom till en av våra verksamheter och hjälp till en hel eller en halv dag.', 25, 1, true),
	(6, 1, 'quiz', 'quiz0', 'Quiz', 'Ordna en frågesport om målet eller om något helt annat, med en insats från var och en.', 10, 2, true),
	(7, 1, 'auktion', 'auktion', 'Auktion', 'Ropa ut det som kollegorna skänker: saker, tjänster eller en timme av någons tid.', 15, 1, true),
	(8, 1, 'loppis', 'loppis', 'Loppis', 'Sälj det som ligger oanvänt hemma, på arbetsplatsen eller tillsammans med grannföretaget.', 15, 1, true),
	(9, 1, 'tävling mellan avdelningar', 'tz2vling0mellan0avdelningar', 'Tävling mellan avdelningar', 'Utmana korridoren intill i något som både är roligt och drar in pengar.', 10, 2, true),
	(10, 1, 'konsert eller öppen scen', 'konsert0eller0z3ppen0scen', 'Konsert eller öppen scen', 'Låt dem som spelar, sjunger eller berättar göra det för en god sak.', 15, 1, true),
	(11, 1, 'utmana ett annat företag', 'utmana0ett0annat0fz3retag', 'Utmana ett annat företag', 'Få med en ny arbetsplats som vill göra något för samma mål.', 20, 1, true),
	(12, 1, 'egen idé', 'egen0ide', 'Egen idé', 'Det som ingen annan har kommit på. Berätta vad ni gjorde och hur det gick.', 15, 2, true);


--
-- Data for Name: campaigns_amendment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_bankreference; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_batch; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_batch VALUES
	(1, 1, 'Prov', '2026-11-30 17:02:07.834536+00', NULL, 1, NULL, NULL, 1);


--
-- Data for Name: campaigns_competition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_competition VALUES
	(1, 2, 'höstloppet u8ph', 'hz3stloppet', 'Höstloppet', 'open', 'open', '2026-11-02', '2026-11-29', 7, NULL, '', '{"kind": "fair", "weights": {"money": "0.3", "creativity": "0", "engagement": "0.2", "participation": "0.5"}, "per_kind": 2, "trim_from": 5, "large_from": 100, "medium_from": 20, "step_points": 15, "trophy_from": 3, "least_jurors": 3, "usual_spread": "0.03", "gift_variation": "1.3", "usual_gift_spread": "0.10"}', '[{"id": 7, "cap": 1, "name": "Auktion", "points": 15}, {"id": 12, "cap": 2, "name": "Egen idé", "points": 15}, {"id": 1, "cap": 2, "name": "Kakförsäljning", "points": 10}, {"id": 3, "cap": 2, "name": "Klädinsamling", "points": 10}, {"id": 10, "cap": 1, "name": "Konsert eller öppen scen", "points": 15}, {"id": 8, "cap": 1, "name": "Loppis", "points": 15}, {"id": 4, "cap": 2, "name": "Lunchföreläsning", "points": 10}, {"id": 2, "cap": 2, "name": "Promenad", "points": 5}, {"id": 6, "cap": 2, "name": "Quiz", "points": 10}, {"id": 9, "cap": 2, "name": "Tävling mellan avdelningar", "points": 10}, {"id": 11, "cap": 1, "name": "Utmana ett annat företag", "points": 20}, {"id": 5, "cap": 1, "name": "Volontärdag", "points": 25}]', '1231234567', 'U8PH', 'competitions/bild.png', 'uVH4v8Xj8p0d25Ya', '73db9350b9ff670e', NULL, NULL, NULL, '', '', NULL, NULL, '', 8, NULL, NULL);


--
-- Data for Name: campaigns_competition_goals; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_competition_goals VALUES
	(1, 1, 1);


--
-- Data for Name: campaigns_contribution; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_contribution VALUES
	(1, 1, 10000, '2026-11-10', 'swish', '', false, '', '', '2026-11-30 17:02:07.797963+00', false, '', NULL, 1, 11, NULL, NULL, NULL, NULL, 1);


--
-- Data for Name: campaigns_criterion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_criterion VALUES
	(1, 1, 'Idé', 'Är det nytt och eget?', 1, 1),
	(2, 1, 'Genomförande', 'Hur väl blev det av?', 2, 1),
	(3, 1, 'Gemenskap', 'Kom fler med tack vare det?', 3, 1);


--
-- Data for Name: campaigns_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_entry VALUES
	(1, 1, 'Kakor', '', 0, '2026-11-10', 'approved', '2026-11-30 17:02:07.371893+00', '', 1, 9, 1),
	(2, 1, 'Kakor', '', 0, '2026-11-10', 'approved', '2026-11-30 17:02:08.41365+00', '', 1, 15, 1);


--
-- Data for Name: campaigns_entrypicture; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_entrypicture VALUES
	(1, 1, 'entries/bild.png', 'Tre kakor på ett fat', 1),
	(2, 1, 'entries/bild_LNREA9S.png', 'Tre kakor på ett fat', 2);


--
-- Data for Name: campaigns_historicalactivity; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalactivity VALUES
	(7, NULL, 'Auktion', 'Ropa ut det som kollegorna skänker: saker, tjänster eller en timme av någons tid.', 15, 1, true, 1, '2026-11-30 17:01:24.186463+00', '+', NULL),
	(12, NULL, 'Egen idé', 'Det som ingen annan har kommit på. Berätta vad ni gjorde och hur det gick.', 15, 2, true, 2, '2026-11-30 17:01:24.186634+00', '+', NULL),
	(1, NULL, 'Kakförsäljning', 'Baka och sälj till kollegor och besökare. Allt som kommer in går till målet.', 10, 2, true, 3, '2026-11-30 17:01:24.18669+00', '+', NULL),
	(3, NULL, 'Klädinsamling', 'Samla hela och rena kläder som kommer till nytta, och lämna dem till oss.', 10, 2, true, 4, '2026-11-30 17:01:24.186725+00', '+', NULL),
	(10, NULL, 'Konsert eller öppen scen', 'Låt dem som spelar, sjunger eller berättar göra det för en god sak.', 15, 1, true, 5, '2026-11-30 17:01:24.186749+00', '+', NULL),
	(8, NULL, 'Loppis', 'Sälj det som ligger oanvänt hemma, på arbetsplatsen eller tillsammans med grannföretaget.', 15, 1, true, 6, '2026-11-30 17:01:24.186779+00', '+', NULL),
	(4, NULL, 'Lunchföreläsning', 'Bjud in någon av oss, eller någon annan som kan målet, och låt många lyssna.', 10, 2, true, 7, '2026-11-30 17:01:24.186809+00', '+', NULL),
	(2, NULL, 'Promenad', 'Gå tillsammans på lunchen eller efter jobbet, gärna så att alla orkar med.', 5, 2, true, 8, '2026-11-30 17:01:24.186838+00', '+', NULL),
	(6, NULL, 'Quiz', 'Ordna en frågesport om målet eller om något helt annat, med en insats från var och en.', 10, 2, true, 9, '2026-11-30 17:01:24.186865+00', '+', NULL),
	(9, NULL, 'Tävling mellan avdelningar', 'Utmana korridoren intill i något som både är roligt och drar in pengar.', 10, 2, true, 10, '2026-11-30 17:01:24.18689+00', '+', NULL),
	(11, NULL, 'Utmana ett annat företag', 'Få med en ny arbetsplats som vill göra något för samma mål.', 20, 1, true, 11, '2026-11-30 17:01:24.186916+00', '+', NULL),
	(5, NULL, 'Volontärdag', 'Kom till en av våra verksamheter och hjälp till en hel eller en halv dag.', 25, 1, true, 12, '2026-11-30 17:01:24.186932+00', '+', NULL);


--
-- Data for Name: campaigns_historicalamendment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_historicalbatch; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalbatch VALUES
	(1, NULL, 'Prov', '2026-11-30 17:02:07.834536+00', NULL, 1, '2026-11-30 17:02:07.835743+00', '+', 1, NULL, 1, NULL, NULL);


--
-- Data for Name: campaigns_historicalcompetition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalcompetition VALUES
	(1, NULL, 'Höstloppet', 'open', 'draft', '2026-11-02', '2026-11-29', 7, NULL, '', '{"kind": "fair", "weights": {"money": "0.3", "creativity": "0", "engagement": "0.2", "participation": "0.5"}, "per_kind": 2, "trim_from": 5, "large_from": 100, "medium_from": 20, "step_points": 15, "trophy_from": 3, "least_jurors": 3, "usual_spread": "0.03", "gift_variation": "1.3", "usual_gift_spread": "0.10"}', '[]', '1231234567', 'U8PH', 'competitions/bild.png', 'uVH4v8Xj8p0d25Ya', '73db9350b9ff670e', NULL, NULL, NULL, '', '', NULL, NULL, '', 1, '2026-11-30 17:02:07.02169+00', '+', 8, NULL, NULL, NULL),
	(1, NULL, 'Höstloppet', 'open', 'open', '2026-11-02', '2026-11-29', 7, NULL, '', '{"kind": "fair", "weights": {"money": "0.3", "creativity": "0", "engagement": "0.2", "participation": "0.5"}, "per_kind": 2, "trim_from": 5, "large_from": 100, "medium_from": 20, "step_points": 15, "trophy_from": 3, "least_jurors": 3, "usual_spread": "0.03", "gift_variation": "1.3", "usual_gift_spread": "0.10"}', '[{"id": 7, "cap": 1, "name": "Auktion", "points": 15}, {"id": 12, "cap": 2, "name": "Egen idé", "points": 15}, {"id": 1, "cap": 2, "name": "Kakförsäljning", "points": 10}, {"id": 3, "cap": 2, "name": "Klädinsamling", "points": 10}, {"id": 10, "cap": 1, "name": "Konsert eller öppen scen", "points": 15}, {"id": 8, "cap": 1, "name": "Loppis", "points": 15}, {"id": 4, "cap": 2, "name": "Lunchföreläsning", "points": 10}, {"id": 2, "cap": 2, "name": "Promenad", "points": 5}, {"id": 6, "cap": 2, "name": "Quiz", "points": 10}, {"id": 9, "cap": 2, "name": "Tävling mellan avdelningar", "points": 10}, {"id": 11, "cap": 1, "name": "Utmana ett annat företag", "points": 20}, {"id": 5, "cap": 1, "name": "Volontärdag", "points": 25}]', '1231234567', 'U8PH', 'competitions/bild.png', 'uVH4v8Xj8p0d25Ya', '73db9350b9ff670e', NULL, NULL, NULL, '', '', NULL, NULL, '', 2, '2026-11-30 17:02:07.356502+00', '~', 8, NULL, NULL, NULL);


--
-- Data for Name: campaigns_historicalcontribution; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalcontribution VALUES
	(1, NULL, 10000, '2026-11-10', 'swish', '', false, '', '', '2026-11-30 17:02:07.797963+00', false, '', 1, '2026-11-30 17:02:07.803833+00', '+', NULL, 1, 11, NULL, NULL, NULL, NULL, NULL, 1);


--
-- Data for Name: campaigns_historicalcriterion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalcriterion VALUES
	(1, NULL, 'Idé', 'Är det nytt och eget?', 1, 1, '2026-11-30 17:02:07.108625+00', '+', 1, NULL),
	(2, NULL, 'Genomförande', 'Hur väl blev det av?', 2, 2, '2026-11-30 17:02:07.129859+00', '+', 1, NULL),
	(3, NULL, 'Gemenskap', 'Kom fler med tack vare det?', 3, 3, '2026-11-30 17:02:07.163871+00', '+', 1, NULL);


--
-- Data for Name: campaigns_historicalentry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalentry VALUES
	(1, NULL, 'Kakor', '', 0, '2026-11-10', 'approved', '2026-11-30 17:02:07.371893+00', '', 1, '2026-11-30 17:02:07.390242+00', '+', 1, 9, NULL, 1),
	(2, NULL, 'Kakor', '', 0, '2026-11-10', 'approved', '2026-11-30 17:02:08.41365+00', '', 2, '2026-11-30 17:02:08.432132+00', '+', 1, 15, NULL, 1);


--
-- Data for Name: campaigns_historicalentrypicture; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalentrypicture VALUES
	(1, NULL, 'entries/bild.png', 'Tre kakor på ett fat', 1, '2026-11-30 17:02:07.408617+00', '+', 1, NULL),
	(2, NULL, 'entries/bild_LNREA9S.png', 'Tre kakor på ett fat', 2, '2026-11-30 17:02:08.445748+00', '+', 2, NULL);


--
-- Data for Name: campaigns_historicaljuror; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicaljuror VALUES
	(1, NULL, 'Kim Utifrån', 'cchaeMy5_ruSOv7O', NULL, 1, '2026-11-30 17:02:07.431775+00', '+', 1, NULL, NULL),
	(2, NULL, 'Kim Kollega 0', NULL, NULL, 2, '2026-11-30 17:02:07.459726+00', '+', 1, NULL, 1);


--
-- Data for Name: campaigns_historicalmark; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_historicalmatch; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalmatch VALUES
	(1, NULL, 'En vän', 100.0, NULL, NULL, '2026-11-02', '2026-11-29', 10000, 1, '2026-11-30 17:02:07.862025+00', '+', NULL, 1, NULL, NULL);


--
-- Data for Name: campaigns_historicalrecusal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_historicalteam; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_historicalteam VALUES
	(1, NULL, 'Åkeriet', 'U8PH1', 10, 'Robin Person', '2026-11-02', 0, '', NULL, NULL, NULL, 1, '2026-11-30 17:02:07.247873+00', '+', 6, 1, NULL, NULL),
	(2, NULL, 'Bageriet', 'U8PH2', 10, 'Robin Person', '2026-11-02', 0, '', NULL, NULL, NULL, 2, '2026-11-30 17:02:07.30768+00', '+', 7, 1, NULL, NULL);


--
-- Data for Name: campaigns_juror; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_juror VALUES
	(1, 1, 'Kim Utifrån', 'cchaeMy5_ruSOv7O', NULL, 1, NULL),
	(2, 1, 'Kim Kollega 0', NULL, NULL, 1, 1);


--
-- Data for Name: campaigns_mark; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_match; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_match VALUES
	(1, 1, 'En vän', 100.0, NULL, NULL, '2026-11-02', '2026-11-29', 10000, NULL, 1, NULL);


--
-- Data for Name: campaigns_recusal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: campaigns_tally; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_tally VALUES
	(2, 0, 0, 0, '2026-11-30 17:02:07.309791+00'),
	(1, 10000, 0, 1, '2026-11-30 17:02:07.816835+00');


--
-- Data for Name: campaigns_team; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.campaigns_team VALUES
	(1, 1, 'åkeriet åkeriet ab u8ph1', 'z1keriet', 'Åkeriet', 'U8PH1', 10, 'Robin Person', '2026-11-02', 0, '', NULL, NULL, NULL, 6, 1, NULL),
	(2, 1, 'bageriet bageriet ab u8ph2', 'bageriet', 'Bageriet', 'U8PH2', 10, 'Robin Person', '2026-11-02', 0, '', NULL, NULL, NULL, 7, 1, NULL);


--
-- Data for Name: core_apitoken; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_apitoken VALUES
	('86e1c3f32f8fb2a4a47c49d91dfa4e0280317bb49467169cb89551b5925b477b9902fc1d29d655e386f39fde67c4e471ea9466d305b3627d6e2796c23a9b6d82', 'medspel_43188d1', '2026-11-30 17:02:06.689243+00', '2027-11-30 17:02:06.688676+00', 'Prov', 1, '', false, NULL);


--
-- Data for Name: core_auditentry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_auditentry VALUES
	(1, '2026-11-30 17:02:08.225407+00', 'user_invited', 'accounts.Invitation', 1, '', NULL, '{"roles": ["Läsare"]}', '', '5b32e0cf72c35d8afcf1229e1f33278823aa3481d514dc2e70b0e96c93dc01ce', '45ea69437b1fcc38a66e88310219c37f1f486f0bec02c406eeb8a7f5ce683ecf', NULL),
	(2, '2026-11-30 17:02:08.257308+00', 'changed', 'core.User', 14, '', NULL, '{"fields": ["password_link"]}', '', '', '6dd15389f62c132ee0ce31c1dd52f7d1f4f91e723584f0597daba104db1ab48e', NULL),
	(3, '2026-11-30 17:02:08.382191+00', 'login', '', NULL, '', NULL, '{}', '', '', 'b8a6898deada2bf07bf837c833248616f8067aaa8e17226510666d708532984d', 1);


--
-- Data for Name: core_audithead; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_audithead VALUES
	(1, 3, 'b8a6898deada2bf07bf837c833248616f8067aaa8e17226510666d708532984d', '74f1a0c374a9731049e101e8a98c95a38b1950c2e5714b744373e7f3f3387dde');


--
-- Data for Name: core_auditwords; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_auditwords VALUES
	(1, '2379c7ad766e0d815dba1c88b0265d91', 'Kim Ek kim@medspel.example', '');


--
-- Data for Name: core_calendarlink; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_calendarlink VALUES
	(1, '14320150d9f8d477367b9aa9403ab3b67934d99dea16cc75d4306b5137fa7789', '2026-11-30 17:02:08.525565+00', 16);


--
-- Data for Name: core_change; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_change VALUES
	(1, 0, 'crm.Company', 4, false, '{"id": 4, "city": "Västerås", "logo": "", "name": "Företag 3", "notes": "", "orgnr": "5899000037", "owner": null, "phone": "", "swish": "", "trade": "", "status": "prospect", "street": "", "version": 1, "website": "", "bankgiro": "", "sort_key": "fz3retag01013", "employees": null, "match_key": "foretag 3", "created_at": "2026-11-30T17:02:06.368553+00:00", "search_key": "företag 3 5899000037 589900-0037 västerås", "other_names": "", "postal_code": "", "invoice_email": "", "is_sole_trader": false, "last_contact_at": null, "invoice_reference": ""}', 7, 7, '{"tags": {"added": [], "removed": []}}', false, false, 1),
	(2, 0, 'crm.Company', 5, false, NULL, 8, 8, '{"tags": {"added": [], "removed": []}}', true, false, 1);


--
-- Data for Name: core_changeset; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_changeset VALUES
	(1, 'merge', 'crm.Company', 'Företag 3', '[]', '2026-11-30 17:02:06.626471+00', NULL, 1, NULL),
	(2, 'bulk', 'crm.Company', '', '[]', '2026-11-30 17:02:06.669424+00', NULL, 1, NULL);


--
-- Data for Name: core_defaultview; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_digest; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_healthreport; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_heartbeat; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_historicalorganisation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_historicalorganisation VALUES
	(1, NULL, 'Prov', '', '', '', '', '', '', '', '', '', 'organisation/logo.png', '', '', '', '', 1, '2026-11-30 17:02:05.539942+00', '+', NULL);


--
-- Data for Name: core_historicalsavedview; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_historicalsavedview VALUES
	(1, NULL, 'crm:company_list', 'Prov', '', false, 1, '2026-11-30 17:02:06.678033+00', '+', NULL, 1);


--
-- Data for Name: core_job; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_job VALUES
	(1, 'workbook', 'Prov', '{}', 'done', 1, NULL, 0, 0, '', '', 'jobs/prov', 'prov.xlsx', '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', '2026-11-30 17:02:08.152561+00', '2026-11-30 17:02:08.151621+00', '2026-11-30 17:02:08.151621+00', 1);


--
-- Data for Name: core_mailcount; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_organisation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_organisation VALUES
	(1, 1, 'Prov', '', '', '', '', '', '', '', '', '', 'organisation/logo.png', '', '', '', '');


--
-- Data for Name: core_savedview; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_savedview VALUES
	(1, 1, 'prov', 'prov', 'crm:company_list', 'Prov', '', false, 1);


--
-- Data for Name: core_scheduledrun; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_sentform; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_sequence; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_sequence VALUES
	('sponsorship', 2),
	('payroll', 1),
	('enquiry', 1);


--
-- Data for Name: core_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_startstep; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_user; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.core_user VALUES
	(1, '!7yFRO7Df08ypVDs4a0DaUsuPheQpdQ8jRyXYvfKd', NULL, false, 'user0', 'Kim', 'Kollega 0', 'user0@example.org', false, true, '2026-11-30 17:02:05.443703+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 0 user0 user0@example.org', NULL, 'kim0kollega01010', false),
	(2, '!TiVi6dokH5KzX2AnI0bi5l7cl0Zyf9YGv9lGUNU3', NULL, false, 'user1', 'Kim', 'Kollega 1', 'user1@example.org', false, true, '2026-11-30 17:02:05.644208+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 1 user1 user1@example.org', NULL, 'kim0kollega01011', false),
	(3, '!j4pVQPgZTuAi8eNR2fomV1GO192PZfAXWDlqGVkd', NULL, false, 'user2', 'Kim', 'Kollega 2', 'user2@example.org', false, true, '2026-11-30 17:02:05.96812+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 2 user2 user2@example.org', NULL, 'kim0kollega01012', false),
	(4, '!9pE89aF7IuRL7RiBAgvPm1Mnwcy6Q4GL5G746gNN', NULL, false, 'user3', 'Kim', 'Kollega 3', 'user3@example.org', false, true, '2026-11-30 17:02:06.759215+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 3 user3 user3@example.org', NULL, 'kim0kollega01013', false),
	(5, '!o2rBIjn0S2R05heJdmGsj0PpiIvCI5LckcaMsdAY', NULL, false, 'user4', 'Kim', 'Kollega 4', 'user4@example.org', false, true, '2026-11-30 17:02:06.804846+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 4 user4 user4@example.org', NULL, 'kim0kollega01014', false),
	(6, '!Dxo9IVzBkWpwNlk5Uxa4WYCZxzOloPGlF7Q9TLQp', NULL, true, 'user5', 'Kim', 'Kollega 5', 'user5@example.org', false, true, '2026-11-30 17:02:06.869332+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 5 user5 user5@example.org', NULL, 'kim0kollega01015', false),
	(7, '!yxCtlFaTH5lAdNGTBr5ENsgHvu7MFYACp1xxARHw', NULL, false, 'user6', 'Kim', 'Kollega 6', 'user6@example.org', false, true, '2026-11-30 17:02:06.944238+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 6 user6 user6@example.org', NULL, 'kim0kollega01016', false),
	(8, '!M1xdOiC55xSmpOHyRznkQxPSs5tGKZOgQFSWhz9u', NULL, false, 'user7', 'Kim', 'Kollega 7', 'user7@example.org', false, true, '2026-11-30 17:02:06.984336+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 7 user7 user7@example.org', NULL, 'kim0kollega01017', false),
	(9, '!wlOPivIm6exV1GRe2nNTtdmHqO3E6hIVVn8BFV6W', NULL, false, 'user8', 'Kim', 'Kollega 8', 'user8@example.org', false, true, '2026-11-30 17:02:07.362004+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 8 user8 user8@example.org', NULL, 'kim0kollega01018', false),
	(10, '!SEuHQxXQTOPaMNG62PHaoXqiLuW1OoSULBwMLeYv', NULL, false, 'user9', 'Kim', 'Kollega 9', 'user9@example.org', false, true, '2026-11-30 17:02:07.699896+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 9 user9 user9@example.org', NULL, 'kim0kollega01019', false),
	(11, '!8jtBe78Rd8ye92JsH7OjGz16qKqhKC9Ar0NJPFlP', NULL, false, 'user10', 'Kim', 'Kollega 10', 'user10@example.org', false, true, '2026-11-30 17:02:07.774641+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 10 user10 user10@example.org', NULL, 'kim0kollega010210', false),
	(12, '!k6jBWILwB9bqeKZ5IQ9W0zq0bsDq1CtAHwv3m9aN', NULL, false, 'user11', 'Kim', 'Kollega 11', 'user11@example.org', false, true, '2026-11-30 17:02:08.094007+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 11 user11 user11@example.org', NULL, 'kim0kollega010211', false),
	(13, '!aQF8e8yVOoeR5zmwznH9Q81fXWnCPKARyW1YIpwE', NULL, false, 'user12', 'Kim', 'Kollega 12', 'user12@example.org', false, false, '2026-11-30 17:02:08.154916+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 12 user12 user12@example.org', NULL, 'kim0kollega010212', false),
	(14, '!WpDnwzzn1qJc6kn6XHOZCIS2chVwr0JkKzWKGucW', NULL, false, 'user13', 'Kim', 'Kollega 13', 'user13@example.org', false, true, '2026-11-30 17:02:08.239058+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 13 user13 user13@example.org', NULL, 'kim0kollega010213', false),
	(15, '!K0qMOv7YGUxVeOg29KbQUGDCe3ZUu66praZmMOaM', NULL, false, 'user14', 'Kim', 'Kollega 14', 'user14@example.org', false, true, '2026-11-30 17:02:08.412211+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 14 user14 user14@example.org', NULL, 'kim0kollega010214', false),
	(16, '!uYhnwqtTEfpDCZsTLv5i81lHf0MaHppbZ01YzNCg', NULL, false, 'user15', 'Kim', 'Kollega 15', 'user15@example.org', false, true, '2026-11-30 17:02:08.514851+00', 'sv', 'auto', true, false, '', 'none', 'kim kollega 15 user15 user15@example.org', NULL, 'kim0kollega010215', false);


--
-- Data for Name: core_user_groups; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: core_user_user_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: crm_affiliation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_affiliation VALUES
	(1, 1, 'Inköpschef', NULL, NULL, false, NULL, 1, 1);


--
-- Data for Name: crm_company; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_company VALUES
	(2, 1, 'företag 1 5899000011 589900-0011 västerås', 'fz3retag01011', 'Företag 1', '5899000011', '', 'foretag 1', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', '2026-11-30 17:02:06.294175+00', NULL, NULL),
	(3, 1, 'företag 2 5899000029 589900-0029 västerås', 'fz3retag01012', 'Företag 2', '5899000029', '', 'foretag 2', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', '2026-11-30 17:02:06.317144+00', NULL, NULL),
	(5, 2, 'företag 4 5899000045 589900-0045 västerås företag 3', 'fz3retag01014', 'Företag 4', '5899000045', 'Företag 3', 'foretag 4', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', '2026-11-30 17:02:06.386564+00', NULL, NULL),
	(1, 2, 'företag 0 5899000003 589900-0003 västerås', 'fz3retag01010', 'Företag 0', '5899000003', '', 'foretag 0', false, '', NULL, '', '', 'Västerås', '', '', 'logos/logo.png', '', '', '', '', 'active', '', '2026-11-30 17:02:05.595132+00', '2026-11-02 09:30:00+00', NULL),
	(6, 1, 'åkeriet ab 5899000052 589900-0052 västerås', 'z1keriet0ab', 'Åkeriet AB', '5899000052', '', 'akeriet', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', '2026-11-30 17:02:07.183098+00', NULL, NULL),
	(7, 1, 'bageriet ab 5899000060 589900-0060 västerås', 'bageriet0ab', 'Bageriet AB', '5899000060', '', 'bageriet', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', '2026-11-30 17:02:07.273847+00', NULL, NULL),
	(8, 1, 'företag 7 5899000078 589900-0078 västerås', 'fz3retag01017', 'Företag 7', '5899000078', '', 'foretag 7', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', '2026-11-30 17:02:08.062023+00', NULL, NULL);


--
-- Data for Name: crm_company_tags; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_company_tags VALUES
	(1, 1, 1);


--
-- Data for Name: crm_contact; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_contact VALUES
	(1, 1, 'robin person 0', 'person010100robin', 'Robin', 'Person 0', '', 'robin person 0', '', '', '', '', '', 'legitimate_interest', '', false, ''),
	(2, 1, 'robin person 1', 'person010110robin', 'Robin', 'Person 1', '', 'robin person 1', '', '', '', '', '', 'legitimate_interest', '', false, ''),
	(3, 1, 'robin person 2', 'person010120robin', 'Robin', 'Person 2', '', 'robin person 2', '', '', '', '', '', 'legitimate_interest', '', false, '');


--
-- Data for Name: crm_delivery; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_delivery VALUES
	(1, 1, 'logotyp på målets sida', 'Logotyp på målets sida', 1, 400000, false, 1, NULL, '', 'planned', '', 0, NULL, NULL, NULL, NULL, 1),
	(2, 1, 'inbjudan till årets partnerträff', 'Inbjudan till årets partnerträff', 1, 150000, false, 2, NULL, '', 'planned', '', 0, NULL, NULL, NULL, NULL, 1),
	(3, 2, 'prov', 'Prov', 1, 0, true, 3, NULL, '', 'delivered', '', 1, '2026-11-30', NULL, 1, NULL, 1);


--
-- Data for Name: crm_deliverypart; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_deliverypart VALUES
	(1, 1, 1, '2026-11-30', NULL, 1, 3);


--
-- Data for Name: crm_document; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_document VALUES
	(1, 1, 'avtal avtal.txt', 'avtal', 'agreement', 'avtal', '2026-11-30', '', 'papers/f8ed19306bad0fb8b49fdbcb8b14dd96.txt', 'avtal.txt', 7, '5910f73eac8ab1cfaf320e913fcc6ccaecdb5fa0dbcc7c266fcf9bb534532c0e', '2026-11-30 17:02:08.111903+00', NULL, '', 12, 1, NULL, NULL, NULL);


--
-- Data for Name: crm_historicalaffiliation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalaffiliation VALUES
	(1, NULL, 'Inköpschef', NULL, NULL, false, NULL, 1, '2026-11-30 17:02:06.251825+00', '+', 1, 1, NULL);


--
-- Data for Name: crm_historicalcompany; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalcompany VALUES
	(1, NULL, 'Företag 0', '5899000003', '', false, '', NULL, '', '', 'Västerås', '', '', 'logos/logo.png', '', '', '', '', 'prospect', '', 1, '2026-11-30 17:02:05.602438+00', '+', NULL, NULL),
	(1, NULL, 'Företag 0', '5899000003', '', false, '', NULL, '', '', 'Västerås', '', '', 'logos/logo.png', '', '', '', '', 'active', '', 2, '2026-11-30 17:02:05.903781+00', '~', NULL, NULL),
	(2, NULL, 'Företag 1', '5899000011', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 3, '2026-11-30 17:02:06.299937+00', '+', NULL, NULL),
	(3, NULL, 'Företag 2', '5899000029', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 4, '2026-11-30 17:02:06.318096+00', '+', NULL, NULL),
	(4, NULL, 'Företag 3', '5899000037', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 5, '2026-11-30 17:02:06.371797+00', '+', NULL, NULL),
	(5, NULL, 'Företag 4', '5899000045', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 6, '2026-11-30 17:02:06.395928+00', '+', NULL, NULL),
	(4, 'Företag 3 slogs ihop med Företag 4', 'Företag 3', '5899000037', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 7, '2026-11-30 17:02:06.591758+00', '-', 1, NULL),
	(5, 'Företag 3 slogs ihop med Företag 4', 'Företag 4', '5899000045', 'Företag 3', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 8, '2026-11-30 17:02:06.60685+00', '~', 1, NULL),
	(6, NULL, 'Åkeriet AB', '5899000052', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 9, '2026-11-30 17:02:07.187776+00', '+', NULL, NULL),
	(7, NULL, 'Bageriet AB', '5899000060', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 10, '2026-11-30 17:02:07.274766+00', '+', NULL, NULL),
	(8, NULL, 'Företag 7', '5899000078', '', false, '', NULL, '', '', 'Västerås', '', '', '', '', '', '', '', 'prospect', '', 11, '2026-11-30 17:02:08.062729+00', '+', NULL, NULL);


--
-- Data for Name: crm_historicalcontact; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalcontact VALUES
	(1, NULL, 'Robin', 'Person 0', '', '', '', '', '', '', 'legitimate_interest', '', false, '', 1, '2026-11-30 17:02:06.223843+00', '+', NULL),
	(2, NULL, 'Robin', 'Person 1', '', '', '', '', '', '', 'legitimate_interest', '', false, '', 2, '2026-11-30 17:02:06.329411+00', '+', NULL),
	(3, NULL, 'Robin', 'Person 2', '', '', '', '', '', '', 'legitimate_interest', '', false, '', 3, '2026-11-30 17:02:06.342322+00', '+', NULL);


--
-- Data for Name: crm_historicaldelivery; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicaldelivery VALUES
	(1, NULL, 'Logotyp på målets sida', 1, 400000, false, 1, NULL, '', 'planned', '', 0, NULL, NULL, 1, '2026-11-30 17:02:05.872192+00', '+', NULL, NULL, NULL, 1),
	(2, NULL, 'Inbjudan till årets partnerträff', 1, 150000, false, 2, NULL, '', 'planned', '', 0, NULL, NULL, 2, '2026-11-30 17:02:05.872527+00', '+', NULL, NULL, NULL, 1),
	(3, NULL, 'Prov', 1, 0, true, 3, NULL, '', 'planned', '', 0, NULL, NULL, 3, '2026-11-30 17:02:06.103955+00', '+', NULL, NULL, NULL, 1),
	(3, NULL, 'Prov', 1, 0, true, 3, NULL, '', 'delivered', '', 1, '2026-11-30', NULL, 4, '2026-11-30 17:02:06.171698+00', '~', 1, NULL, NULL, 1);


--
-- Data for Name: crm_historicaldeliverypart; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicaldeliverypart VALUES
	(1, NULL, 1, '2026-11-30', NULL, 1, '2026-11-30 17:02:06.134415+00', '+', 1, 3, NULL);


--
-- Data for Name: crm_historicaldocument; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicaldocument VALUES
	(1, NULL, 'agreement', 'avtal', '2026-11-30', '', 'papers/f8ed19306bad0fb8b49fdbcb8b14dd96.txt', 'avtal.txt', 7, '5910f73eac8ab1cfaf320e913fcc6ccaecdb5fa0dbcc7c266fcf9bb534532c0e', '2026-11-30 17:02:08.111903+00', NULL, '', 1, '2026-11-30 17:02:08.139747+00', '+', 12, 1, NULL, NULL, NULL, NULL);


--
-- Data for Name: crm_historicalinteraction; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalinteraction VALUES
	(1, NULL, 'call', 'out', '2026-11-02 09:30:00+00', 'Vi pratade om nästa år.', '', '', '', '', false, 'reached', 1, '2026-11-30 17:02:06.715913+00', '+', NULL, NULL, 1),
	(2, NULL, 'call', 'out', '2026-11-02 09:30:00+00', 'Vi pratade om nästa år.', '', '', '', '', false, 'reached', 2, '2026-11-30 17:02:06.83825+00', '+', NULL, NULL, 5),
	(2, NULL, 'call', 'out', '2026-11-02 09:30:00+00', 'Vi pratade om nästa år.', '', '', '', '', false, 'reached', 3, '2026-11-30 17:02:06.921073+00', '-', NULL, NULL, 5);


--
-- Data for Name: crm_historicallapsereason; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicallapsereason VALUES
	(1, NULL, 'Ekonomin räckte inte', 'Money was short', 1, 1, '2026-11-30 17:00:54.296228+00', '+', NULL),
	(2, NULL, 'Ny ledning eller ägare', 'New management or owner', 2, 2, '2026-11-30 17:00:54.296323+00', '+', NULL),
	(3, NULL, 'Valde något annat att stödja', 'Chose another cause', 3, 3, '2026-11-30 17:00:54.296346+00', '+', NULL),
	(4, NULL, 'Inte nöjda med samarbetet', 'Not content with the partnership', 4, 4, '2026-11-30 17:00:54.296359+00', '+', NULL),
	(5, NULL, 'Vi frågade för sent', 'We asked too late', 5, 5, '2026-11-30 17:00:54.296371+00', '+', NULL),
	(6, NULL, 'Företaget finns inte längre', 'The company is gone', 6, 6, '2026-11-30 17:00:54.296382+00', '+', NULL),
	(7, NULL, 'Annat', 'Other', 7, 7, '2026-11-30 17:00:54.296393+00', '+', NULL);


--
-- Data for Name: crm_historicalnextstep; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalnextstep VALUES
	(1, NULL, 'Ring upp', '2026-11-30', NULL, NULL, 1, '2026-11-30 17:02:06.79588+00', '+', 4, 1, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: crm_historicalpause; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalpause VALUES
	(1, NULL, '2026-12-30', 'De har bokslut.', '2026-11-30 17:02:06.960873+00', 1, '2026-11-30 17:02:06.962646+00', '+', 1, NULL, 7, NULL);


--
-- Data for Name: crm_historicalproof; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalproof VALUES
	(1, NULL, 'proofs/7bb3c8fed75e4a76a6d6cf513265120b.jpg', '', '', 1, '2026-11-30 17:02:06.208758+00', '+', 1, NULL, NULL);


--
-- Data for Name: crm_historicalsponsorship; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalsponsorship VALUES
	(1, NULL, 'SP00001', '2026-11-30', '2027-11-29', 4000000, '', 'lead', '2026-11-30', NULL, NULL, '', '', NULL, NULL, '', 1, '2026-11-30 17:02:05.718046+00', '+', 1, 1, NULL, 2, NULL, 3, NULL, NULL),
	(1, NULL, 'SP00001', '2026-11-30', '2027-11-29', 4000000, '', 'signed', '2026-11-30', '2026-11-30', NULL, '', 'Sponsor', 4000000, 90, '', 2, '2026-11-30 17:02:05.813597+00', '~', 1, 1, NULL, 2, NULL, 3, NULL, NULL),
	(2, NULL, 'SP00002', '2027-01-01', '2027-12-31', 4000000, '', 'lead', '2026-11-30', NULL, NULL, '', '', NULL, NULL, '', 3, '2026-11-30 17:02:06.012159+00', '+', 1, 2, NULL, 3, NULL, 3, NULL, NULL);


--
-- Data for Name: crm_historicalsponsorshipamendment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalsponsorshipamendment VALUES
	(1, NULL, '2026-12-01', 100, 'Prov', 1, '2026-11-30 17:02:05.938473+00', '+', NULL, 1, 1);


--
-- Data for Name: crm_historicalstagerule; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_historicalstagerule VALUES
	(1, NULL, 'lead', 14, 30, 10, 1, '2026-11-30 17:00:54.286224+00', '+', NULL),
	(2, NULL, 'contacted', 21, 45, 25, 2, '2026-11-30 17:00:54.286288+00', '+', NULL),
	(3, NULL, 'meeting', 21, 45, 50, 3, '2026-11-30 17:00:54.286305+00', '+', NULL),
	(4, NULL, 'proposal', 30, 60, 75, 4, '2026-11-30 17:00:54.286317+00', '+', NULL);


--
-- Data for Name: crm_interaction; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_interaction VALUES
	(1, 1, 'vi pratade om nästa år.', 'call', 'out', '2026-11-02 09:30:00+00', 'Vi pratade om nästa år.', '', '', '', '', false, 'reached', NULL, 1);


--
-- Data for Name: crm_interaction_companies; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_interaction_companies VALUES
	(1, 1, 1);


--
-- Data for Name: crm_interaction_contacts; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: crm_lapsereason; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_lapsereason VALUES
	(1, 1, 'Ekonomin räckte inte', 'Money was short', 1),
	(2, 1, 'Ny ledning eller ägare', 'New management or owner', 2),
	(3, 1, 'Valde något annat att stödja', 'Chose another cause', 3),
	(4, 1, 'Inte nöjda med samarbetet', 'Not content with the partnership', 4),
	(5, 1, 'Vi frågade för sent', 'We asked too late', 5),
	(6, 1, 'Företaget finns inte längre', 'The company is gone', 6),
	(7, 1, 'Annat', 'Other', 7);


--
-- Data for Name: crm_merge; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_merge VALUES
	(1, 'company', 4, 5, 5, 1);


--
-- Data for Name: crm_nextstep; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_nextstep VALUES
	(1, 1, 'Ring upp', '2026-11-30', NULL, NULL, 4, 1, NULL, NULL, NULL, NULL);


--
-- Data for Name: crm_pause; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_pause VALUES
	(1, 1, '2026-12-30', 'De har bokslut.', '2026-11-30 17:02:06.960873+00', 1, 7, NULL);


--
-- Data for Name: crm_proof; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_proof VALUES
	(1, 1, 'proofs/7bb3c8fed75e4a76a6d6cf513265120b.jpg', '', '', '2026-11-30 17:02:06.204932+00', 1, NULL);


--
-- Data for Name: crm_removedinteraction; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_removedinteraction VALUES
	(1, 'Samtal 2026-11-02', '{"steps": [], "values": {"id": 2, "goal": null, "kind": "call", "text": "Vi pratade om nästa år.", "quoted": "", "outcome": "reached", "subject": "", "version": 2, "direction": "out", "logged_by": 5, "message_id": "", "search_key": "vi pratade om nästa år.", "happened_at": "2026-11-02T09:30:00+00:00", "logged_again": false, "mail_fingerprint": ""}, "contacts": [], "documents": []}', '2026-11-30 17:02:06.892168+00', NULL, 6);


--
-- Data for Name: crm_removedinteraction_companies; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_removedinteraction_companies VALUES
	(1, 1, 1);


--
-- Data for Name: crm_sponsorship; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_sponsorship VALUES
	(1, 3, 'SP00001', '2026-11-30', '2027-11-29', 4000000, '', 'signed', '2026-11-30', '2026-11-30', NULL, '', 'Sponsor', 4000000, 90, '', NULL, 0, '2026-11-30 17:02:05.714089+00', 1, 1, NULL, 2, NULL, NULL, 3),
	(2, 1, 'SP00002', '2027-01-01', '2027-12-31', 4000000, '', 'lead', '2026-11-30', NULL, NULL, '', '', NULL, NULL, '', NULL, 0, '2026-11-30 17:02:06.008367+00', 1, 2, NULL, 3, NULL, NULL, 3);


--
-- Data for Name: crm_sponsorshipamendment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_sponsorshipamendment VALUES
	(1, 1, '2026-12-01', 100, 'Prov', '2026-11-30 17:02:05.936851+00', 1, 1);


--
-- Data for Name: crm_stagerule; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_stagerule VALUES
	(1, 1, 'lead', 14, 30, 10),
	(2, 1, 'contacted', 21, 45, 25),
	(3, 1, 'meeting', 21, 45, 50),
	(4, 1, 'proposal', 30, 60, 75);


--
-- Data for Name: crm_tag; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_tag VALUES
	(1, 'prov', 'prov', 'Prov');


--
-- Data for Name: django_admin_log; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_content_type VALUES
	(1, 'operations', 'backup'),
	(2, 'privacy', 'datarequest'),
	(3, 'privacy', 'erasure'),
	(4, 'privacy', 'historicaldatarequest'),
	(5, 'privacy', 'historicallegalhold'),
	(6, 'privacy', 'historicalretentionrule'),
	(7, 'privacy', 'legalhold'),
	(8, 'privacy', 'retentionrule'),
	(9, 'accounts', 'passwordlink'),
	(10, 'accounts', 'invitation'),
	(11, 'imports', 'historicalimport'),
	(12, 'imports', 'import'),
	(13, 'imports', 'importrow'),
	(14, 'imports', 'importshape'),
	(15, 'duplicates', 'companypair'),
	(16, 'duplicates', 'contactpair'),
	(17, 'payroll', 'historicalpayrollscheme'),
	(18, 'payroll', 'payrollmonth'),
	(19, 'payroll', 'payrollreceipt'),
	(20, 'payroll', 'historicalpayrollreceipt'),
	(21, 'payroll', 'payrollscheme'),
	(22, 'payroll', 'payrollband'),
	(23, 'payroll', 'historicalpayrollshare'),
	(24, 'payroll', 'historicalpayrollmonth'),
	(25, 'payroll', 'historicalpayrollband'),
	(26, 'payroll', 'payrollshare'),
	(27, 'campaigns', 'activity'),
	(28, 'campaigns', 'team'),
	(29, 'campaigns', 'bankreference'),
	(30, 'campaigns', 'competition'),
	(31, 'campaigns', 'batch'),
	(32, 'campaigns', 'amendment'),
	(33, 'campaigns', 'criterion'),
	(34, 'campaigns', 'entry'),
	(35, 'campaigns', 'entrypicture'),
	(36, 'campaigns', 'historicalactivity'),
	(37, 'campaigns', 'historicalamendment'),
	(38, 'campaigns', 'historicalbatch'),
	(39, 'campaigns', 'historicalcompetition'),
	(40, 'campaigns', 'historicalcriterion'),
	(41, 'campaigns', 'historicalentrypicture'),
	(42, 'campaigns', 'historicaljuror'),
	(43, 'campaigns', 'historicalteam'),
	(44, 'campaigns', 'juror'),
	(45, 'campaigns', 'match'),
	(46, 'campaigns', 'contribution'),
	(47, 'campaigns', 'tally'),
	(48, 'campaigns', 'recusal'),
	(49, 'campaigns', 'mark'),
	(50, 'campaigns', 'historicalrecusal'),
	(51, 'campaigns', 'historicalmatch'),
	(52, 'campaigns', 'historicalmark'),
	(53, 'campaigns', 'historicalentry'),
	(54, 'campaigns', 'historicalcontribution'),
	(55, 'inbox', 'historicalenquiry'),
	(56, 'inbox', 'maildraft'),
	(57, 'inbox', 'enquiry'),
	(58, 'crm', 'lapsereason'),
	(59, 'crm', 'tag'),
	(60, 'crm', 'company'),
	(61, 'crm', 'affiliation'),
	(62, 'crm', 'contact'),
	(63, 'crm', 'delivery'),
	(64, 'crm', 'deliverypart'),
	(65, 'crm', 'historicalaffiliation'),
	(66, 'crm', 'historicalcompany'),
	(67, 'crm', 'historicalcontact'),
	(68, 'crm', 'historicaldeliverypart'),
	(69, 'crm', 'historicalinteraction'),
	(70, 'crm', 'historicallapsereason'),
	(71, 'crm', 'historicalproof'),
	(72, 'crm', 'historicalstagerule'),
	(73, 'crm', 'interaction'),
	(74, 'crm', 'merge'),
	(75, 'crm', 'proof'),
	(76, 'crm', 'removedinteraction'),
	(77, 'crm', 'sponsorship'),
	(78, 'crm', 'pause'),
	(79, 'crm', 'nextstep'),
	(80, 'crm', 'historicalsponsorshipamendment'),
	(81, 'crm', 'historicalsponsorship'),
	(82, 'crm', 'historicalpause'),
	(83, 'crm', 'historicalnextstep'),
	(84, 'crm', 'historicaldocument'),
	(85, 'crm', 'historicaldelivery'),
	(86, 'crm', 'document'),
	(87, 'crm', 'sponsorshipamendment'),
	(88, 'crm', 'stagerule'),
	(89, 'goals', 'globalgoal'),
	(90, 'goals', 'tier'),
	(91, 'goals', 'goal'),
	(92, 'goals', 'historicalgoal'),
	(93, 'goals', 'historicalkeyfigure'),
	(94, 'goals', 'historicaltier'),
	(95, 'goals', 'historicalyearlyaim'),
	(96, 'goals', 'keyfigure'),
	(97, 'goals', 'historicalkeyfigurevalue'),
	(98, 'goals', 'historicaltieroffer'),
	(99, 'goals', 'tieroffer'),
	(100, 'goals', 'historicalbenefit');
INSERT INTO public.django_content_type VALUES
	(101, 'goals', 'benefit'),
	(102, 'goals', 'yearlyaim'),
	(103, 'goals', 'keyfigurevalue'),
	(104, 'core', 'sentform'),
	(105, 'core', 'sequence'),
	(106, 'core', 'user'),
	(107, 'core', 'apitoken'),
	(108, 'core', 'calendarlink'),
	(109, 'core', 'changeset'),
	(110, 'core', 'change'),
	(111, 'core', 'digest'),
	(112, 'core', 'historicalsavedview'),
	(113, 'core', 'savedview'),
	(114, 'core', 'defaultview'),
	(115, 'core', 'job'),
	(116, 'core', 'auditentry'),
	(117, 'core', 'audithead'),
	(118, 'core', 'auditwords'),
	(119, 'core', 'scheduledrun'),
	(120, 'core', 'session'),
	(121, 'core', 'historicalorganisation'),
	(122, 'core', 'startstep'),
	(123, 'core', 'organisation'),
	(124, 'core', 'healthreport'),
	(125, 'core', 'heartbeat'),
	(126, 'core', 'mailcount'),
	(127, 'admin', 'logentry'),
	(128, 'auth', 'permission'),
	(129, 'auth', 'group'),
	(130, 'contenttypes', 'contenttype'),
	(131, 'sessions', 'session'),
	(132, 'account', 'emailaddress'),
	(133, 'account', 'emailconfirmation'),
	(134, 'mfa', 'authenticator'),
	(135, 'socialaccount', 'socialaccount'),
	(136, 'socialaccount', 'socialapp'),
	(137, 'socialaccount', 'socialtoken'),
	(138, 'axes', 'accessattempt'),
	(139, 'axes', 'accesslog'),
	(140, 'axes', 'accessfailurelog'),
	(141, 'axes', 'accessattemptexpiration'),
	(142, 'django_tasks_database', 'dbtaskresult');


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_migrations VALUES
	(1, 'contenttypes', '0001_initial', '2026-11-30 17:00:18.457093+00'),
	(2, 'contenttypes', '0002_remove_content_type_name', '2026-11-30 17:00:18.484884+00'),
	(3, 'auth', '0001_initial', '2026-11-30 17:00:18.568085+00'),
	(4, 'auth', '0002_alter_permission_name_max_length', '2026-11-30 17:00:18.585788+00'),
	(5, 'auth', '0003_alter_user_email_max_length', '2026-11-30 17:00:18.607676+00'),
	(6, 'auth', '0004_alter_user_username_opts', '2026-11-30 17:00:18.624855+00'),
	(7, 'auth', '0005_alter_user_last_login_null', '2026-11-30 17:00:18.64904+00'),
	(8, 'auth', '0006_require_contenttypes_0002', '2026-11-30 17:00:18.652702+00'),
	(9, 'auth', '0007_alter_validators_add_error_messages', '2026-11-30 17:00:18.667191+00'),
	(10, 'auth', '0008_alter_user_username_max_length', '2026-11-30 17:00:18.690341+00'),
	(11, 'auth', '0009_alter_user_last_name_max_length', '2026-11-30 17:00:18.729694+00'),
	(12, 'auth', '0010_alter_group_name_max_length', '2026-11-30 17:00:18.754713+00'),
	(13, 'auth', '0011_update_proxy_permissions', '2026-11-30 17:00:18.770206+00'),
	(14, 'auth', '0012_alter_user_first_name_max_length', '2026-11-30 17:00:18.802556+00'),
	(15, 'core', '0001_initial', '2026-11-30 17:00:22.10197+00'),
	(16, 'account', '0001_initial', '2026-11-30 17:00:22.37176+00'),
	(17, 'account', '0002_email_max_length', '2026-11-30 17:00:22.511961+00'),
	(18, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-30 17:00:22.737059+00'),
	(19, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-30 17:00:22.870086+00'),
	(20, 'account', '0005_emailaddress_idx_upper_email', '2026-11-30 17:00:22.97993+00'),
	(21, 'account', '0006_emailaddress_lower', '2026-11-30 17:00:23.13983+00'),
	(22, 'account', '0007_emailaddress_idx_email', '2026-11-30 17:00:23.365527+00'),
	(23, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-30 17:00:23.519916+00'),
	(24, 'account', '0009_emailaddress_unique_primary_email', '2026-11-30 17:00:23.634658+00'),
	(25, 'accounts', '0001_initial', '2026-11-30 17:00:24.024058+00'),
	(26, 'admin', '0001_initial', '2026-11-30 17:00:24.207862+00'),
	(27, 'admin', '0002_logentry_remove_auto_add', '2026-11-30 17:00:24.307034+00'),
	(28, 'admin', '0003_logentry_add_action_flag_choices', '2026-11-30 17:00:24.444373+00'),
	(29, 'axes', '0001_initial', '2026-11-30 17:00:24.478057+00'),
	(30, 'axes', '0002_auto_20151217_2044', '2026-11-30 17:00:24.597781+00'),
	(31, 'axes', '0003_auto_20160322_0929', '2026-11-30 17:00:24.671643+00'),
	(32, 'axes', '0004_auto_20181024_1538', '2026-11-30 17:00:24.746426+00'),
	(33, 'axes', '0005_remove_accessattempt_trusted', '2026-11-30 17:00:24.780494+00'),
	(34, 'axes', '0006_remove_accesslog_trusted', '2026-11-30 17:00:24.808668+00'),
	(35, 'axes', '0007_alter_accessattempt_unique_together', '2026-11-30 17:00:25.018883+00'),
	(36, 'axes', '0008_accessfailurelog', '2026-11-30 17:00:25.068413+00'),
	(37, 'axes', '0009_add_session_hash', '2026-11-30 17:00:25.103977+00'),
	(38, 'axes', '0010_accessattemptexpiration', '2026-11-30 17:00:25.118959+00'),
	(39, 'goals', '0001_initial', '2026-11-30 17:00:28.42086+00'),
	(40, 'goals', '0002_local_and_global_goals', '2026-11-30 17:00:29.084809+00'),
	(41, 'crm', '0001_initial', '2026-11-30 17:00:52.080713+00'),
	(42, 'crm', '0002_periods_and_seats', '2026-11-30 17:00:53.344577+00'),
	(43, 'crm', '0003_search', '2026-11-30 17:00:53.904666+00'),
	(44, 'crm', '0004_stages_and_reasons', '2026-11-30 17:00:54.303934+00'),
	(45, 'campaigns', '0001_initial', '2026-11-30 17:01:23.129792+00'),
	(46, 'campaigns', '0002_contributions_are_final', '2026-11-30 17:01:23.650433+00'),
	(47, 'campaigns', '0003_activity_catalogue', '2026-11-30 17:01:24.196472+00'),
	(48, 'core', '0002_audit_is_final', '2026-11-30 17:01:25.200791+00'),
	(49, 'django_tasks_database', '0001_initial', '2026-11-30 17:01:25.220157+00'),
	(50, 'django_tasks_database', '0002_alter_dbtaskresult_options', '2026-11-30 17:01:26.025607+00'),
	(51, 'django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', '2026-11-30 17:01:26.06788+00'),
	(52, 'django_tasks_database', '0004_dbtaskresult_started_at', '2026-11-30 17:01:26.088769+00'),
	(53, 'django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', '2026-11-30 17:01:26.145753+00'),
	(54, 'django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', '2026-11-30 17:01:26.350118+00'),
	(55, 'django_tasks_database', '0007_add_separate_results_fields', '2026-11-30 17:01:26.387963+00'),
	(56, 'django_tasks_database', '0008_separate_results_field', '2026-11-30 17:01:26.791856+00'),
	(57, 'django_tasks_database', '0009_remove_results_field', '2026-11-30 17:01:26.820259+00'),
	(58, 'django_tasks_database', '0010_alter_dbtaskresult_status', '2026-11-30 17:01:26.848327+00'),
	(59, 'django_tasks_database', '0011_rename_complete_status', '2026-11-30 17:01:27.319968+00'),
	(60, 'django_tasks_database', '0012_add_separate_exception_fields', '2026-11-30 17:01:27.357337+00'),
	(61, 'django_tasks_database', '0013_separate_exception_fields', '2026-11-30 17:01:27.863037+00'),
	(62, 'django_tasks_database', '0014_remove_dbtaskresult_exception_data', '2026-11-30 17:01:27.88728+00'),
	(63, 'django_tasks_database', '0015_correctly_order_run_after', '2026-11-30 17:01:27.902999+00'),
	(64, 'django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', '2026-11-30 17:01:28.527935+00'),
	(65, 'django_tasks_database', '0017_dbtaskresult_metadata', '2026-11-30 17:01:28.556986+00'),
	(66, 'django_tasks_database', '0018_rename_succeeded_status', '2026-11-30 17:01:29.552535+00'),
	(67, 'django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', '2026-11-30 17:01:29.598486+00'),
	(68, 'django_tasks_database', '0020_update_db_task_result_ordering', '2026-11-30 17:01:29.659974+00'),
	(69, 'django_tasks_database', '0021_conditional_partial_index_ordering', '2026-11-30 17:01:29.704004+00'),
	(70, 'duplicates', '0001_initial', '2026-11-30 17:01:30.61968+00'),
	(71, 'imports', '0001_initial', '2026-11-30 17:01:33.153693+00'),
	(72, 'inbox', '0001_initial', '2026-11-30 17:01:34.902554+00'),
	(73, 'mfa', '0001_initial', '2026-11-30 17:01:35.970407+00'),
	(74, 'mfa', '0002_authenticator_timestamps', '2026-11-30 17:01:36.984183+00'),
	(75, 'mfa', '0003_authenticator_type_uniq', '2026-11-30 17:01:38.58781+00'),
	(76, 'operations', '0001_initial', '2026-11-30 17:01:39.992101+00'),
	(77, 'payroll', '0001_initial', '2026-11-30 17:01:52.367747+00'),
	(78, 'privacy', '0001_initial', '2026-11-30 17:01:57.743678+00'),
	(79, 'privacy', '0002_first_rules', '2026-11-30 17:01:58.364082+00'),
	(80, 'socialaccount', '0001_initial', '2026-11-30 17:02:00.51199+00'),
	(81, 'socialaccount', '0002_token_max_lengths', '2026-11-30 17:02:00.960275+00'),
	(82, 'socialaccount', '0003_extra_data_default_dict', '2026-11-30 17:02:01.587199+00'),
	(83, 'socialaccount', '0004_app_provider_id_settings', '2026-11-30 17:02:02.144112+00'),
	(84, 'socialaccount', '0005_socialtoken_nullable_app', '2026-11-30 17:02:03.293553+00'),
	(85, 'socialaccount', '0006_alter_socialaccount_extra_data', '2026-11-30 17:02:03.854205+00');


--
-- Data for Name: django_tasks_database_dbtaskresult; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: duplicates_companypair; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.duplicates_companypair VALUES
	(1, 50, '[]', '2026-11-30 17:02:06.348386+00', NULL, NULL, 2, 3);


--
-- Data for Name: duplicates_contactpair; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.duplicates_contactpair VALUES
	(1, 50, '[]', '2026-11-30 17:02:06.356627+00', NULL, NULL, 2, 3);


--
-- Data for Name: goals_benefit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_benefit VALUES
	(1, 1, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, NULL, 1),
	(2, 1, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, NULL, 1),
	(3, 1, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, NULL, 1),
	(4, 1, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, NULL, 2),
	(5, 1, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, NULL, 2),
	(6, 1, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, NULL, 3),
	(7, 1, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, NULL, 3),
	(8, 1, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, NULL, 4),
	(9, 1, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, NULL, 4),
	(10, 1, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, NULL, 5),
	(11, 1, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, NULL, 5),
	(12, 1, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, NULL, 5),
	(13, 1, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, NULL, 6),
	(14, 1, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, NULL, 6),
	(15, 1, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, NULL, 7),
	(16, 1, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, NULL, 7),
	(17, 1, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, NULL, 8),
	(18, 1, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, NULL, 8),
	(19, 1, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, NULL, 9),
	(20, 1, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, NULL, 9),
	(21, 1, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, NULL, 9),
	(22, 1, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, NULL, 10),
	(23, 1, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, NULL, 10),
	(24, 1, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, NULL, 11),
	(25, 1, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, NULL, 11),
	(26, 1, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, NULL, 12),
	(27, 1, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, NULL, 12),
	(28, 1, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, NULL, 13),
	(29, 1, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, NULL, 13),
	(30, 1, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, NULL, 13),
	(31, 1, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, NULL, 14),
	(32, 1, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, NULL, 14),
	(33, 1, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, NULL, 15),
	(34, 1, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, NULL, 15),
	(35, 1, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, NULL, 16),
	(36, 1, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, NULL, 16),
	(37, 1, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, NULL, 17),
	(38, 1, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, NULL, 17),
	(39, 1, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, NULL, 17),
	(40, 1, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, NULL, 18),
	(41, 1, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, NULL, 18),
	(42, 1, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, NULL, 19),
	(43, 1, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, NULL, 19),
	(44, 1, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, NULL, 20),
	(45, 1, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, NULL, 20);


--
-- Data for Name: goals_globalgoal; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_globalgoal VALUES
	(1, 'Ingen fattigdom', 'No poverty', 1, '#E5243B'),
	(2, 'Ingen hunger', 'Zero hunger', 2, '#DDA63A'),
	(3, 'God hälsa och välbefinnande', 'Good health and well-being', 3, '#4C9F38'),
	(4, 'God utbildning för alla', 'Quality education', 4, '#C5192D'),
	(5, 'Jämställdhet', 'Gender equality', 5, '#FF3A21'),
	(6, 'Rent vatten och sanitet för alla', 'Clean water and sanitation', 6, '#26BDE2'),
	(7, 'Hållbar energi för alla', 'Affordable and clean energy', 7, '#FCC30B'),
	(8, 'Anständiga arbetsvillkor och ekonomisk tillväxt', 'Decent work and economic growth', 8, '#A21942'),
	(9, 'Hållbar industri, innovationer och infrastruktur', 'Industry, innovation and infrastructure', 9, '#FD6925'),
	(10, 'Minskad ojämlikhet', 'Reduced inequalities', 10, '#DD1367'),
	(11, 'Hållbara städer och samhällen', 'Sustainable cities and communities', 11, '#FD9D24'),
	(12, 'Hållbar konsumtion och produktion', 'Responsible consumption and production', 12, '#BF8B2E'),
	(13, 'Bekämpa klimatförändringarna', 'Climate action', 13, '#3F7E44'),
	(14, 'Hav och marina resurser', 'Life below water', 14, '#0A97D9'),
	(15, 'Ekosystem och biologisk mångfald', 'Life on land', 15, '#56C02B'),
	(16, 'Fredliga och inkluderande samhällen', 'Peace, justice and strong institutions', 16, '#00689D'),
	(17, 'Genomförande och globalt partnerskap', 'Partnerships for the goals', 17, '#19486A');


--
-- Data for Name: goals_goal; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_goal VALUES
	(1, 1, 'ingen hemlöshet no homelessness många människor saknar ett eget hem, och en del av dem har ingenstans att ta vägen i natt. 1', 'ingen0hemlz3shet', 'Ingen hemlöshet', 'No homelessness', 1, '#B4232C', 'Många människor saknar ett eget hem, och en del av dem har ingenstans att ta vägen i natt.', 'Dagcentralen är öppen för den som behöver äta, bli varm och tvätta sig. Vi hjälper människor att hitta en hyresvärd, har egna träningslägenheter och ger stöd hemma, vilket också gör hyresvärden trygg.', 'Vi vill stoppa vräkningar innan de sker, särskilt av barnfamiljer, och att ingen ska behöva bo på gatan. Bostaden kommer först, stödet sedan.', 'Alla behöver ett hem. Vi är med och arbetar för att ingen ska vara hemlös.'),
	(2, 1, 'alla är trygga everyone is safe otryggheten drabbar ojämnt: värst utsatta är kvinnor som lever med både våld och beroende. 2', 'alla0z2r0trygga', 'Alla är trygga', 'Everyone is safe', 2, '#1F5FBF', 'Otryggheten drabbar ojämnt: värst utsatta är kvinnor som lever med både våld och beroende.', 'Vi finns på plats i centrum och ute i stadsdelarna, lär känna människor och förebygger innan något händer.', 'Vi vill nå fler kvinnor som lever i våld och beroende, och finnas på fler platser på fler tider.', 'Alla ska kunna känna sig trygga i sin stad. Vi är med och gör det möjligt.'),
	(3, 1, 'ingen ensamhet no loneliness redan före pandemin levde många människor utan umgänge med andra, och flest var de äldsta. 3', 'ingen0ensamhet', 'Ingen ensamhet', 'No loneliness', 3, '#8A3FA0', 'Redan före pandemin levde många människor utan umgänge med andra, och flest var de äldsta.', 'Vi öppnar rum där den som är ensam får sällskap, sysselsättning och någon som frågar efter en.', 'Vi vill ha fler mötesplatser, närmare där människor bor, och hitta dem som inte kommer av sig själva.', 'Ingen ska behöva vara ofrivilligt ensam. Vi är med och öppnar fler mötesplatser.'),
	(4, 1, 'ingen psykisk ohälsa no mental ill-health psykisk ohälsa är vår tids folkhälsoproblem, och unga får ofta vänta länge på någon att prata med. 4', 'ingen0psykisk0ohz2lsa', 'Ingen psykisk ohälsa', 'No mental ill-health', 4, '#0B7A75', 'Psykisk ohälsa är vår tids folkhälsoproblem, och unga får ofta vänta länge på någon att prata med.', 'Vi erbjuder unga stödjande samtal med någon som har tid att lyssna.', 'Vi vill korta vägen till första samtalet, så att stödet kommer innan det lilla har blivit stort.', 'Alla unga ska ha någon att prata med. Vi är med och ser till att det finns.'),
	(5, 1, 'alla kan arbeta everyone can work många vill arbeta men står långt från ett vanligt jobb och får sällan chansen att börja. 5', 'alla0kan0arbeta', 'Alla kan arbeta', 'Everyone can work', 5, '#8F5A00', 'Många vill arbeta men står långt från ett vanligt jobb och får sällan chansen att börja.', 'Vi tränar människor som ännu inte är redo för ordinarie arbete, i riktiga verksamheter och i egen takt.', 'Vi vill att fler arbetsgivare öppnar dörren, så att träningen leder till en anställning.', 'Alla har något att bidra med. Vi är med och öppnar vägar till arbete.');


--
-- Data for Name: goals_goal_global_goals; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_goal_global_goals VALUES
	(1, 1, 11),
	(2, 1, 2),
	(3, 1, 3),
	(4, 2, 16),
	(5, 2, 11),
	(6, 2, 5),
	(7, 3, 10),
	(8, 3, 3),
	(9, 4, 3),
	(10, 5, 8),
	(11, 5, 1),
	(12, 5, 4);


--
-- Data for Name: goals_historicalbenefit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_historicalbenefit VALUES
	(1, NULL, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, 1, '2026-11-30 17:00:29.061694+00', '+', NULL, NULL, 1),
	(2, NULL, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, 2, '2026-11-30 17:00:29.061822+00', '+', NULL, NULL, 1),
	(3, NULL, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, 3, '2026-11-30 17:00:29.06187+00', '+', NULL, NULL, 1),
	(4, NULL, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, 4, '2026-11-30 17:00:29.061908+00', '+', NULL, NULL, 2),
	(5, NULL, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, 5, '2026-11-30 17:00:29.061945+00', '+', NULL, NULL, 2),
	(6, NULL, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, 6, '2026-11-30 17:00:29.061981+00', '+', NULL, NULL, 3),
	(7, NULL, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, 7, '2026-11-30 17:00:29.062016+00', '+', NULL, NULL, 3),
	(8, NULL, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, 8, '2026-11-30 17:00:29.062051+00', '+', NULL, NULL, 4),
	(9, NULL, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, 9, '2026-11-30 17:00:29.062087+00', '+', NULL, NULL, 4),
	(10, NULL, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, 10, '2026-11-30 17:00:29.062122+00', '+', NULL, NULL, 5),
	(11, NULL, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, 11, '2026-11-30 17:00:29.06216+00', '+', NULL, NULL, 5),
	(12, NULL, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, 12, '2026-11-30 17:00:29.0622+00', '+', NULL, NULL, 5),
	(13, NULL, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, 13, '2026-11-30 17:00:29.062239+00', '+', NULL, NULL, 6),
	(14, NULL, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, 14, '2026-11-30 17:00:29.062277+00', '+', NULL, NULL, 6),
	(15, NULL, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, 15, '2026-11-30 17:00:29.062315+00', '+', NULL, NULL, 7),
	(16, NULL, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, 16, '2026-11-30 17:00:29.062354+00', '+', NULL, NULL, 7),
	(17, NULL, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, 17, '2026-11-30 17:00:29.062392+00', '+', NULL, NULL, 8),
	(18, NULL, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, 18, '2026-11-30 17:00:29.062429+00', '+', NULL, NULL, 8),
	(19, NULL, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, 19, '2026-11-30 17:00:29.062466+00', '+', NULL, NULL, 9),
	(20, NULL, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, 20, '2026-11-30 17:00:29.062502+00', '+', NULL, NULL, 9),
	(21, NULL, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, 21, '2026-11-30 17:00:29.06255+00', '+', NULL, NULL, 9),
	(22, NULL, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, 22, '2026-11-30 17:00:29.062588+00', '+', NULL, NULL, 10),
	(23, NULL, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, 23, '2026-11-30 17:00:29.062625+00', '+', NULL, NULL, 10),
	(24, NULL, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, 24, '2026-11-30 17:00:29.062669+00', '+', NULL, NULL, 11),
	(25, NULL, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, 25, '2026-11-30 17:00:29.062707+00', '+', NULL, NULL, 11),
	(26, NULL, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, 26, '2026-11-30 17:00:29.062745+00', '+', NULL, NULL, 12),
	(27, NULL, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, 27, '2026-11-30 17:00:29.062782+00', '+', NULL, NULL, 12),
	(28, NULL, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, 28, '2026-11-30 17:00:29.06282+00', '+', NULL, NULL, 13),
	(29, NULL, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, 29, '2026-11-30 17:00:29.062855+00', '+', NULL, NULL, 13),
	(30, NULL, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, 30, '2026-11-30 17:00:29.062893+00', '+', NULL, NULL, 13),
	(31, NULL, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, 31, '2026-11-30 17:00:29.062929+00', '+', NULL, NULL, 14),
	(32, NULL, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, 32, '2026-11-30 17:00:29.062965+00', '+', NULL, NULL, 14),
	(33, NULL, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, 33, '2026-11-30 17:00:29.063+00', '+', NULL, NULL, 15),
	(34, NULL, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, 34, '2026-11-30 17:00:29.063038+00', '+', NULL, NULL, 15),
	(35, NULL, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, 35, '2026-11-30 17:00:29.063075+00', '+', NULL, NULL, 16),
	(36, NULL, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, 36, '2026-11-30 17:00:29.063114+00', '+', NULL, NULL, 16),
	(37, NULL, 'Logotyp överst på målets sida', 1, 1500000, 'none', NULL, NULL, '', 1, 37, '2026-11-30 17:00:29.063149+00', '+', NULL, NULL, 17),
	(38, NULL, 'Två inspirationstillfällen på arbetsplatsen', 1, 2000000, 'none', NULL, NULL, '', 2, 38, '2026-11-30 17:00:29.063186+00', '+', NULL, NULL, 17),
	(39, NULL, 'Gemensamt pressmeddelande', 1, 1000000, 'none', NULL, NULL, '', 3, 39, '2026-11-30 17:00:29.063217+00', '+', NULL, NULL, 17),
	(40, NULL, 'Logotyp på målets sida', 1, 800000, 'none', NULL, NULL, '', 1, 40, '2026-11-30 17:00:29.06325+00', '+', NULL, NULL, 18),
	(41, NULL, 'Ett inspirationstillfälle på arbetsplatsen', 1, 1000000, 'none', NULL, NULL, '', 2, 41, '2026-11-30 17:00:29.063282+00', '+', NULL, NULL, 18),
	(42, NULL, 'Logotyp på målets sida', 1, 400000, 'none', NULL, NULL, '', 1, 42, '2026-11-30 17:00:29.063321+00', '+', NULL, NULL, 19),
	(43, NULL, 'Inbjudan till årets partnerträff', 1, 150000, 'none', NULL, NULL, '', 2, 43, '2026-11-30 17:00:29.063354+00', '+', NULL, NULL, 19),
	(44, NULL, 'Namn på målets sida', 1, 100000, 'none', NULL, NULL, '', 1, 44, '2026-11-30 17:00:29.063388+00', '+', NULL, NULL, 20),
	(45, NULL, 'Digitalt märke att visa på webbplatsen', 1, 0, 'none', NULL, NULL, '', 2, 45, '2026-11-30 17:00:29.063424+00', '+', NULL, NULL, 20);


--
-- Data for Name: goals_historicalgoal; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_historicalgoal VALUES
	(1, NULL, 'Ingen hemlöshet', 'No homelessness', 1, '#B4232C', 'Många människor saknar ett eget hem, och en del av dem har ingenstans att ta vägen i natt.', 'Dagcentralen är öppen för den som behöver äta, bli varm och tvätta sig. Vi hjälper människor att hitta en hyresvärd, har egna träningslägenheter och ger stöd hemma, vilket också gör hyresvärden trygg.', 'Vi vill stoppa vräkningar innan de sker, särskilt av barnfamiljer, och att ingen ska behöva bo på gatan. Bostaden kommer först, stödet sedan.', 'Alla behöver ett hem. Vi är med och arbetar för att ingen ska vara hemlös.', 1, '2026-11-30 17:00:28.980063+00', '+', NULL),
	(2, NULL, 'Alla är trygga', 'Everyone is safe', 2, '#1F5FBF', 'Otryggheten drabbar ojämnt: värst utsatta är kvinnor som lever med både våld och beroende.', 'Vi finns på plats i centrum och ute i stadsdelarna, lär känna människor och förebygger innan något händer.', 'Vi vill nå fler kvinnor som lever i våld och beroende, och finnas på fler platser på fler tider.', 'Alla ska kunna känna sig trygga i sin stad. Vi är med och gör det möjligt.', 2, '2026-11-30 17:00:28.980207+00', '+', NULL),
	(3, NULL, 'Ingen ensamhet', 'No loneliness', 3, '#8A3FA0', 'Redan före pandemin levde många människor utan umgänge med andra, och flest var de äldsta.', 'Vi öppnar rum där den som är ensam får sällskap, sysselsättning och någon som frågar efter en.', 'Vi vill ha fler mötesplatser, närmare där människor bor, och hitta dem som inte kommer av sig själva.', 'Ingen ska behöva vara ofrivilligt ensam. Vi är med och öppnar fler mötesplatser.', 3, '2026-11-30 17:00:28.980257+00', '+', NULL),
	(4, NULL, 'Ingen psykisk ohälsa', 'No mental ill-health', 4, '#0B7A75', 'Psykisk ohälsa är vår tids folkhälsoproblem, och unga får ofta vänta länge på någon att prata med.', 'Vi erbjuder unga stödjande samtal med någon som har tid att lyssna.', 'Vi vill korta vägen till första samtalet, så att stödet kommer innan det lilla har blivit stort.', 'Alla unga ska ha någon att prata med. Vi är med och ser till att det finns.', 4, '2026-11-30 17:00:28.980294+00', '+', NULL),
	(5, NULL, 'Alla kan arbeta', 'Everyone can work', 5, '#8F5A00', 'Många vill arbeta men står långt från ett vanligt jobb och får sällan chansen att börja.', 'Vi tränar människor som ännu inte är redo för ordinarie arbete, i riktiga verksamheter och i egen takt.', 'Vi vill att fler arbetsgivare öppnar dörren, så att träningen leder till en anställning.', 'Alla har något att bidra med. Vi är med och öppnar vägar till arbete.', 5, '2026-11-30 17:00:28.980328+00', '+', NULL);


--
-- Data for Name: goals_historicalkeyfigure; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_historicalkeyfigure VALUES
	(1, NULL, 'Socialt isolerade av befolkningen', '%', 1, 1, '2026-11-30 17:00:28.996426+00', '+', 3, NULL),
	(2, NULL, 'Socialt isolerade av dem som är 75 år och äldre', '%', 2, 2, '2026-11-30 17:00:28.99656+00', '+', 3, NULL);


--
-- Data for Name: goals_historicalkeyfigurevalue; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_historicalkeyfigurevalue VALUES
	(1, NULL, '2019-12-31', 4.0, 'Stadsmissionens egna uppgifter, lästa i november 2026', '', 1, '2026-11-30 17:00:29.015915+00', '+', NULL, 1),
	(2, NULL, '2019-12-31', 10.0, 'Stadsmissionens egna uppgifter, lästa i november 2026', '', 2, '2026-11-30 17:00:29.016059+00', '+', NULL, 2);


--
-- Data for Name: goals_historicaltier; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_historicaltier VALUES
	(1, NULL, 'Huvudpartner', 'Main partner', 1, 'Huvudpartner', 'Main partners', 30, 90, 1, '2026-11-30 17:00:29.025754+00', '+', NULL),
	(2, NULL, 'Partner', 'Partner', 2, 'Partner', 'Partners', 90, 90, 2, '2026-11-30 17:00:29.02587+00', '+', NULL),
	(3, NULL, 'Sponsor', 'Sponsor', 3, 'Sponsorer', 'Sponsors', 90, 90, 3, '2026-11-30 17:00:29.02591+00', '+', NULL),
	(4, NULL, 'Vänföretag', 'Friend company', 4, 'Vänföretag', 'Friend companies', 90, 90, 4, '2026-11-30 17:00:29.025941+00', '+', NULL);


--
-- Data for Name: goals_historicaltieroffer; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_historicaltieroffer VALUES
	(1, NULL, 25000000, 1, true, 1, '2026-11-30 17:00:29.0409+00', '+', 1, NULL, 1),
	(2, NULL, 10000000, 4, true, 2, '2026-11-30 17:00:29.041071+00', '+', 1, NULL, 2),
	(3, NULL, 4000000, NULL, true, 3, '2026-11-30 17:00:29.041121+00', '+', 1, NULL, 3),
	(4, NULL, 1000000, NULL, true, 4, '2026-11-30 17:00:29.041162+00', '+', 1, NULL, 4),
	(5, NULL, 25000000, 1, true, 5, '2026-11-30 17:00:29.041199+00', '+', 2, NULL, 1),
	(6, NULL, 10000000, 4, true, 6, '2026-11-30 17:00:29.041233+00', '+', 2, NULL, 2),
	(7, NULL, 4000000, NULL, true, 7, '2026-11-30 17:00:29.041267+00', '+', 2, NULL, 3),
	(8, NULL, 1000000, NULL, true, 8, '2026-11-30 17:00:29.041304+00', '+', 2, NULL, 4),
	(9, NULL, 25000000, 1, true, 9, '2026-11-30 17:00:29.041337+00', '+', 3, NULL, 1),
	(10, NULL, 10000000, 4, true, 10, '2026-11-30 17:00:29.04137+00', '+', 3, NULL, 2),
	(11, NULL, 4000000, NULL, true, 11, '2026-11-30 17:00:29.041405+00', '+', 3, NULL, 3),
	(12, NULL, 1000000, NULL, true, 12, '2026-11-30 17:00:29.04144+00', '+', 3, NULL, 4),
	(13, NULL, 25000000, 1, true, 13, '2026-11-30 17:00:29.041475+00', '+', 4, NULL, 1),
	(14, NULL, 10000000, 4, true, 14, '2026-11-30 17:00:29.041509+00', '+', 4, NULL, 2),
	(15, NULL, 4000000, NULL, true, 15, '2026-11-30 17:00:29.041543+00', '+', 4, NULL, 3),
	(16, NULL, 1000000, NULL, true, 16, '2026-11-30 17:00:29.041718+00', '+', 4, NULL, 4),
	(17, NULL, 25000000, 1, true, 17, '2026-11-30 17:00:29.041757+00', '+', 5, NULL, 1),
	(18, NULL, 10000000, 4, true, 18, '2026-11-30 17:00:29.041785+00', '+', 5, NULL, 2),
	(19, NULL, 4000000, NULL, true, 19, '2026-11-30 17:00:29.041811+00', '+', 5, NULL, 3),
	(20, NULL, 1000000, NULL, true, 20, '2026-11-30 17:00:29.041839+00', '+', 5, NULL, 4);


--
-- Data for Name: goals_historicalyearlyaim; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_historicalyearlyaim VALUES
	(1, NULL, '2026-01-01', 50000000, 1, '2026-11-30 17:02:08.555743+00', '+', 1, NULL);


--
-- Data for Name: goals_keyfigure; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_keyfigure VALUES
	(1, 1, 'Socialt isolerade av befolkningen', '%', 1, 3),
	(2, 1, 'Socialt isolerade av dem som är 75 år och äldre', '%', 2, 3);


--
-- Data for Name: goals_keyfigurevalue; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_keyfigurevalue VALUES
	(1, 1, '2019-12-31', 4.0, 'Stadsmissionens egna uppgifter, lästa i november 2026', '', 1),
	(2, 1, '2019-12-31', 10.0, 'Stadsmissionens egna uppgifter, lästa i november 2026', '', 2);


--
-- Data for Name: goals_tier; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_tier VALUES
	(1, 1, 'Huvudpartner', 'Main partner', 1, 'Huvudpartner', 'Main partners', 30, 90),
	(2, 1, 'Partner', 'Partner', 2, 'Partner', 'Partners', 90, 90),
	(3, 1, 'Sponsor', 'Sponsor', 3, 'Sponsorer', 'Sponsors', 90, 90),
	(4, 1, 'Vänföretag', 'Friend company', 4, 'Vänföretag', 'Friend companies', 90, 90);


--
-- Data for Name: goals_tieroffer; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_tieroffer VALUES
	(1, 1, 25000000, 1, true, 1, 1),
	(2, 1, 10000000, 4, true, 1, 2),
	(3, 1, 4000000, NULL, true, 1, 3),
	(4, 1, 1000000, NULL, true, 1, 4),
	(5, 1, 25000000, 1, true, 2, 1),
	(6, 1, 10000000, 4, true, 2, 2),
	(7, 1, 4000000, NULL, true, 2, 3),
	(8, 1, 1000000, NULL, true, 2, 4),
	(9, 1, 25000000, 1, true, 3, 1),
	(10, 1, 10000000, 4, true, 3, 2),
	(11, 1, 4000000, NULL, true, 3, 3),
	(12, 1, 1000000, NULL, true, 3, 4),
	(13, 1, 25000000, 1, true, 4, 1),
	(14, 1, 10000000, 4, true, 4, 2),
	(15, 1, 4000000, NULL, true, 4, 3),
	(16, 1, 1000000, NULL, true, 4, 4),
	(17, 1, 25000000, 1, true, 5, 1),
	(18, 1, 10000000, 4, true, 5, 2),
	(19, 1, 4000000, NULL, true, 5, 3),
	(20, 1, 1000000, NULL, true, 5, 4);


--
-- Data for Name: goals_yearlyaim; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goals_yearlyaim VALUES
	(1, 1, '2026-01-01', 50000000, 1);


--
-- Data for Name: imports_historicalimport; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.imports_historicalimport VALUES
	(1, NULL, 'company', 'lista.xlsx', 'draft', '["Namn"]', '{"name": 0}', true, '{}', '2026-11-30 17:02:08.320528+00', NULL, 1, '2026-11-30 17:02:08.321765+00', '+', NULL, 1),
	(1, NULL, 'company', 'lista.xlsx', 'draft', '["Namn"]', '{"name": 0}', true, '{}', '2026-11-30 17:02:08.320528+00', NULL, 2, '2026-11-30 17:02:08.367647+00', '~', NULL, 1);


--
-- Data for Name: imports_import; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.imports_import VALUES
	(1, 2, 'company', 'lista.xlsx', 'draft', '["Namn"]', '{"name": 0}', true, '{}', '2026-11-30 17:02:08.320528+00', NULL, NULL, 1);


--
-- Data for Name: imports_importrow; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.imports_importrow VALUES
	(2, 2, '["Från en lista"]', 'new', 'Från en lista', NULL, '[["Namn", "", "Från en lista"]]', '[]', '[]', '[]', 'f8ff2726ddabb88e', false, 1);


--
-- Data for Name: imports_importshape; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.imports_importshape VALUES
	(1, 'company', 'cadc6b726d2096b2882cecf9f290947be94796337869f26f63dca7e863270db3', '{"name": 0}', '2026-11-30 17:02:08.350438+00');


--
-- Data for Name: inbox_enquiry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_enquiry VALUES
	(1, 1, 'åkeriet ab kim karlsson kim@akeriet.example', 1, 'Åkeriet AB', '', 'Kim Karlsson', 'kim@akeriet.example', '', '', 'sv', '2026-11-30 17:02:07.895961+00', '', NULL, 'new', '', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: inbox_enquiry_goals; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: inbox_historicalenquiry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_historicalenquiry VALUES
	(1, NULL, 1, 'Åkeriet AB', '', 'Kim Karlsson', 'kim@akeriet.example', '', '', 'sv', '2026-11-30 17:02:07.895961+00', '', NULL, 'new', '', '', NULL, NULL, 1, '2026-11-30 17:02:08.011709+00', '+', NULL, NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: inbox_maildraft; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.inbox_maildraft VALUES
	('408bfeb4-cd68-4174-9755-73228b101906', 'drafts/e041794d7f77cda41a18ac34bfc124fc.txt', '{"cc": [], "to": [], "rest": "", "text": "Hej!", "sender": null, "sent_at": null, "subject": "", "left_out": 0, "message_id": "", "attachments": [], "date_guessed": false}', '{}', '', '2026-11-30 17:02:08.036563+00', 1);


--
-- Data for Name: mfa_authenticator; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.mfa_authenticator VALUES
	(1, 'totp', '{"secret": "gAAAAABrDawQTQL1sqUE6vBjz3T3lV9gZQXUz1NBp0HE2NY4KaPAnRVcyy8RAXbi03SraDkqCrWXXCkgNVhM-JeLZPi537vrhzHJF6c5uqkbFWhm_XA5a6saOrWycQfJFyVcHVU99LcN"}', 1, '2026-11-30 17:02:08.500496+00', NULL),
	(2, 'recovery_codes', '{"seed": "gAAAAABrDawQtddfZVtqq6nOsd9G94KxpvxoKnBo5wjdKCtut0Y6ixtxmbg5ihO9YeQdPT7IswKbULX7NNIkQ3bJWpjFfPG8qwhT52To1NPIQQzR9n1EBkKufrUI5WMoE30Eld49GmTpVhsLoayiJoQay8PEQx90cRK-iIN0bk_Jl05gH15nZXwUtIwYTx_I_dNM6SwHNJAa", "used_mask": 0}', 1, '2026-11-30 17:02:08.512087+00', NULL),
	(3, 'webauthn', '{"name": "Jobbdatorn", "credential": {"id": "YSBrZXkgb2YgYSB0ZXN0", "type": "public-key", "rawId": "YSBrZXkgb2YgYSB0ZXN0", "response": {"clientDataJSON": "eyJ0eXBlIjogIndlYmF1dGhuLmNyZWF0ZSIsICJjaGFsbGVuZ2UiOiAiIiwgIm9yaWdpbiI6ICJodHRwczovL3Rlc3RzZXJ2ZXIifQ", "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YViT69q3JHqY58lN6TBm0kw4r9mgyimONoS0ersRMfzJ8gBFAAAAAAAAAAAAAAAAAAAAAAAAAAAAD2Ega2V5IG9mIGEgdGVzdKUBAgMmIAEhWCAVxL8BCg7HwzH6p9tmLeugucWhlQcgDrEgViOiTw5B0iJYIDXCnoexvPdilzYqJ6PL-u4mVf0rzCBW0ksUefrDxYRT"}}}', 1, '2026-11-30 17:02:08.513894+00', NULL);


--
-- Data for Name: operations_backup; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.operations_backup VALUES
	(1, '2026-11-30 17:02:08.534005+00', 'Prov', '/srv', 0, 0, 0, false, '', NULL, '', NULL);


--
-- Data for Name: payroll_historicalpayrollband; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_historicalpayrollband VALUES
	(1, NULL, 'fixed', 10000, NULL, 10, NULL, '2026-06-01', NULL, 1, '2026-11-30 17:02:07.563635+00', '+', NULL, 1);


--
-- Data for Name: payroll_historicalpayrollmonth; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_historicalpayrollmonth VALUES
	(1, NULL, '2026-10-01', '2026-10-25', '2026-11-12', 100000, 10, '{"1": 100}', 0.0, NULL, 0, false, NULL, NULL, NULL, false, NULL, '', '', 1, '2026-11-30 17:02:07.611835+00', '+', NULL, NULL, 1),
	(1, NULL, '2026-10-01', '2026-10-25', '2026-11-12', 100000, 10, '{"1": 100}', 0.0, NULL, 0, false, '2026-11-30 17:02:07.623965+00', NULL, NULL, false, NULL, '', '', 2, '2026-11-30 17:02:07.638945+00', '~', NULL, NULL, 1),
	(2, NULL, '2026-11-01', '2026-11-25', '2026-12-14', 100000, 10, '{"1": 100}', 0.0, NULL, 0, false, NULL, NULL, NULL, false, NULL, '', '', 3, '2026-11-30 17:02:07.667748+00', '+', NULL, NULL, 1),
	(2, NULL, '2026-11-01', '2026-11-25', '2026-12-14', 100000, 10, '{"1": 100}', 0.0, NULL, 0, false, '2026-11-30 17:02:07.672878+00', NULL, NULL, false, NULL, '', '', 4, '2026-11-30 17:02:07.686651+00', '~', NULL, NULL, 1);


--
-- Data for Name: payroll_historicalpayrollreceipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_historicalpayrollreceipt VALUES
	(1, NULL, 100, 0, '2026-11-30', '', '2026-11-30 17:02:07.733296+00', false, '', 1, '2026-11-30 17:02:07.735523+00', '+', 10, NULL, 2, NULL);


--
-- Data for Name: payroll_historicalpayrollscheme; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_historicalpayrollscheme VALUES
	(1, NULL, '100164', '2026-09-30', NULL, 25, 12, 0.0, NULL, NULL, 'payroll/7fcc6e25ce577d628841e4e8457685a6.png', '4a0945534329d26ce523a2f096e203aae59a9fffaec71895599fa3ef42d23f22', 1, '2026-11-30 17:02:07.503778+00', '+', 1, NULL, NULL);


--
-- Data for Name: payroll_historicalpayrollshare; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_historicalpayrollshare VALUES
	(1, NULL, 100, 1, '2026-11-30 17:02:07.533634+00', '+', 1, NULL, 1);


--
-- Data for Name: payroll_payrollband; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_payrollband VALUES
	(1, 1, 'fixed', 10000, NULL, 10, NULL, '2026-06-01', NULL, 1);


--
-- Data for Name: payroll_payrollmonth; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_payrollmonth VALUES
	(1, 2, '2026-10-01', '2026-10-25', '2026-11-12', 100000, 10, '{"1": 100}', 0.0, NULL, 0, false, '2026-11-30 17:02:07.623965+00', NULL, NULL, false, NULL, '', '', NULL, 1),
	(2, 2, '2026-11-01', '2026-11-25', '2026-12-14', 100000, 10, '{"1": 100}', 0.0, NULL, 0, false, '2026-11-30 17:02:07.672878+00', NULL, NULL, false, NULL, '', '', NULL, 1);


--
-- Data for Name: payroll_payrollreceipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_payrollreceipt VALUES
	(1, 1, 100, 0, '2026-11-30', '', '2026-11-30 17:02:07.733296+00', false, '', 10, 2, NULL);


--
-- Data for Name: payroll_payrollscheme; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_payrollscheme VALUES
	(1, 1, '100164', '2026-09-30', NULL, 25, 12, 0.0, NULL, NULL, 'payroll/7fcc6e25ce577d628841e4e8457685a6.png', '4a0945534329d26ce523a2f096e203aae59a9fffaec71895599fa3ef42d23f22', '2026-11-30 17:02:07.497475+00', 1, NULL);


--
-- Data for Name: payroll_payrollshare; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payroll_payrollshare VALUES
	(1, 1, 100, 1, 1);


--
-- Data for Name: privacy_datarequest; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.privacy_datarequest VALUES
	(1, 1, '', 'access', '2026-11-30', '2026-12-30', '', '', 'open', '', NULL, NULL, NULL, NULL, 1);


--
-- Data for Name: privacy_erasure; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: privacy_historicaldatarequest; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.privacy_historicaldatarequest VALUES
	(1, NULL, 'access', '2026-11-30', '2026-12-30', '', '', 'open', '', NULL, 1, '2026-11-30 17:02:08.048597+00', '+', NULL, NULL, NULL, 1, NULL);


--
-- Data for Name: privacy_historicallegalhold; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.privacy_historicallegalhold VALUES
	(1, NULL, 'Prov', '2026-11-30 17:02:08.07226+00', NULL, 1, '2026-11-30 17:02:08.085972+00', '+', 8, NULL, NULL, NULL, 1);


--
-- Data for Name: privacy_historicalretentionrule; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: privacy_legalhold; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.privacy_legalhold VALUES
	(1, 1, 'Prov', '2026-11-30 17:02:08.07226+00', NULL, 8, NULL, NULL, 1);


--
-- Data for Name: privacy_retentionrule; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.privacy_retentionrule VALUES
	(1, 1, 'contacts', 36, false, NULL, 0),
	(2, 1, 'declined', 24, false, NULL, 0),
	(3, 1, 'audit', 24, false, NULL, 0);


--
-- Data for Name: socialaccount_socialaccount; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.socialaccount_socialaccount VALUES
	(1, 'prov', 'prov', '2026-11-30 17:02:08.457076+00', '2026-11-30 17:02:08.457093+00', '{}', 1);


--
-- Data for Name: socialaccount_socialapp; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: socialaccount_socialtoken; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);


--
-- Name: accounts_invitation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_invitation_id_seq', 1, true);


--
-- Name: accounts_invitation_roles_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_invitation_roles_id_seq', 1, true);


--
-- Name: accounts_passwordlink_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_passwordlink_id_seq', 1, true);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 5, true);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 520, true);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 565, true);


--
-- Name: axes_accessattempt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.axes_accessattempt_id_seq', 1, false);


--
-- Name: axes_accessfailurelog_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.axes_accessfailurelog_id_seq', 1, false);


--
-- Name: axes_accesslog_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.axes_accesslog_id_seq', 1, false);


--
-- Name: campaigns_activity_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_activity_id_seq', 12, true);


--
-- Name: campaigns_amendment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_amendment_id_seq', 1, false);


--
-- Name: campaigns_bankreference_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_bankreference_id_seq', 1, false);


--
-- Name: campaigns_batch_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_batch_id_seq', 1, true);


--
-- Name: campaigns_competition_goals_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_competition_goals_id_seq', 1, true);


--
-- Name: campaigns_competition_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_competition_id_seq', 1, true);


--
-- Name: campaigns_contribution_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_contribution_id_seq', 1, true);


--
-- Name: campaigns_criterion_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_criterion_id_seq', 3, true);


--
-- Name: campaigns_entry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_entry_id_seq', 2, true);


--
-- Name: campaigns_entrypicture_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_entrypicture_id_seq', 2, true);


--
-- Name: campaigns_historicalactivity_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalactivity_history_id_seq', 12, true);


--
-- Name: campaigns_historicalamendment_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalamendment_history_id_seq', 1, false);


--
-- Name: campaigns_historicalbatch_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalbatch_history_id_seq', 1, true);


--
-- Name: campaigns_historicalcompetition_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalcompetition_history_id_seq', 2, true);


--
-- Name: campaigns_historicalcontribution_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalcontribution_history_id_seq', 1, true);


--
-- Name: campaigns_historicalcriterion_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalcriterion_history_id_seq', 3, true);


--
-- Name: campaigns_historicalentry_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalentry_history_id_seq', 2, true);


--
-- Name: campaigns_historicalentrypicture_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalentrypicture_history_id_seq', 2, true);


--
-- Name: campaigns_historicaljuror_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicaljuror_history_id_seq', 2, true);


--
-- Name: campaigns_historicalmark_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalmark_history_id_seq', 1, false);


--
-- Name: campaigns_historicalmatch_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalmatch_history_id_seq', 1, true);


--
-- Name: campaigns_historicalrecusal_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalrecusal_history_id_seq', 1, false);


--
-- Name: campaigns_historicalteam_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_historicalteam_history_id_seq', 2, true);


--
-- Name: campaigns_juror_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_juror_id_seq', 2, true);


--
-- Name: campaigns_mark_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_mark_id_seq', 1, false);


--
-- Name: campaigns_match_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_match_id_seq', 1, true);


--
-- Name: campaigns_recusal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_recusal_id_seq', 1, false);


--
-- Name: campaigns_team_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.campaigns_team_id_seq', 2, true);


--
-- Name: core_audithead_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_audithead_id_seq', 1, false);


--
-- Name: core_calendarlink_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_calendarlink_id_seq', 1, true);


--
-- Name: core_change_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_change_id_seq', 2, true);


--
-- Name: core_changeset_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_changeset_id_seq', 2, true);


--
-- Name: core_defaultview_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_defaultview_id_seq', 1, false);


--
-- Name: core_digest_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_digest_id_seq', 1, false);


--
-- Name: core_healthreport_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_healthreport_id_seq', 1, false);


--
-- Name: core_historicalorganisation_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_historicalorganisation_history_id_seq', 1, true);


--
-- Name: core_historicalsavedview_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_historicalsavedview_history_id_seq', 1, true);


--
-- Name: core_job_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_job_id_seq', 1, true);


--
-- Name: core_organisation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_organisation_id_seq', 1, false);


--
-- Name: core_savedview_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_savedview_id_seq', 1, true);


--
-- Name: core_scheduledrun_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_scheduledrun_id_seq', 1, false);


--
-- Name: core_user_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_user_groups_id_seq', 1, false);


--
-- Name: core_user_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_user_id_seq', 16, true);


--
-- Name: core_user_user_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.core_user_user_permissions_id_seq', 1, false);


--
-- Name: crm_affiliation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_affiliation_id_seq', 1, true);


--
-- Name: crm_company_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_company_id_seq', 8, true);


--
-- Name: crm_company_tags_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_company_tags_id_seq', 1, true);


--
-- Name: crm_contact_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_contact_id_seq', 3, true);


--
-- Name: crm_delivery_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_delivery_id_seq', 3, true);


--
-- Name: crm_deliverypart_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_deliverypart_id_seq', 1, true);


--
-- Name: crm_document_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_document_id_seq', 1, true);


--
-- Name: crm_historicalaffiliation_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalaffiliation_history_id_seq', 1, true);


--
-- Name: crm_historicalcompany_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalcompany_history_id_seq', 11, true);


--
-- Name: crm_historicalcontact_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalcontact_history_id_seq', 3, true);


--
-- Name: crm_historicaldelivery_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicaldelivery_history_id_seq', 4, true);


--
-- Name: crm_historicaldeliverypart_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicaldeliverypart_history_id_seq', 1, true);


--
-- Name: crm_historicaldocument_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicaldocument_history_id_seq', 1, true);


--
-- Name: crm_historicalinteraction_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalinteraction_history_id_seq', 3, true);


--
-- Name: crm_historicallapsereason_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicallapsereason_history_id_seq', 7, true);


--
-- Name: crm_historicalnextstep_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalnextstep_history_id_seq', 1, true);


--
-- Name: crm_historicalpause_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalpause_history_id_seq', 1, true);


--
-- Name: crm_historicalproof_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalproof_history_id_seq', 1, true);


--
-- Name: crm_historicalsponsorship_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalsponsorship_history_id_seq', 3, true);


--
-- Name: crm_historicalsponsorshipamendment_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalsponsorshipamendment_history_id_seq', 1, true);


--
-- Name: crm_historicalstagerule_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_historicalstagerule_history_id_seq', 4, true);


--
-- Name: crm_interaction_companies_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_interaction_companies_id_seq', 2, true);


--
-- Name: crm_interaction_contacts_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_interaction_contacts_id_seq', 1, false);


--
-- Name: crm_interaction_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_interaction_id_seq', 2, true);


--
-- Name: crm_lapsereason_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_lapsereason_id_seq', 7, true);


--
-- Name: crm_merge_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_merge_id_seq', 1, true);


--
-- Name: crm_nextstep_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_nextstep_id_seq', 1, true);


--
-- Name: crm_pause_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_pause_id_seq', 1, true);


--
-- Name: crm_proof_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_proof_id_seq', 1, true);


--
-- Name: crm_removedinteraction_companies_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_removedinteraction_companies_id_seq', 1, true);


--
-- Name: crm_removedinteraction_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_removedinteraction_id_seq', 1, true);


--
-- Name: crm_sponsorship_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_sponsorship_id_seq', 2, true);


--
-- Name: crm_sponsorshipamendment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_sponsorshipamendment_id_seq', 1, true);


--
-- Name: crm_stagerule_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_stagerule_id_seq', 4, true);


--
-- Name: crm_tag_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.crm_tag_id_seq', 1, true);


--
-- Name: django_admin_log_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 142, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 85, true);


--
-- Name: duplicates_companypair_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.duplicates_companypair_id_seq', 1, true);


--
-- Name: duplicates_contactpair_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.duplicates_contactpair_id_seq', 1, true);


--
-- Name: goals_benefit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_benefit_id_seq', 45, true);


--
-- Name: goals_globalgoal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_globalgoal_id_seq', 17, true);


--
-- Name: goals_goal_global_goals_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_goal_global_goals_id_seq', 12, true);


--
-- Name: goals_goal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_goal_id_seq', 5, true);


--
-- Name: goals_historicalbenefit_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_historicalbenefit_history_id_seq', 45, true);


--
-- Name: goals_historicalgoal_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_historicalgoal_history_id_seq', 5, true);


--
-- Name: goals_historicalkeyfigure_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_historicalkeyfigure_history_id_seq', 2, true);


--
-- Name: goals_historicalkeyfigurevalue_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_historicalkeyfigurevalue_history_id_seq', 2, true);


--
-- Name: goals_historicaltier_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_historicaltier_history_id_seq', 4, true);


--
-- Name: goals_historicaltieroffer_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_historicaltieroffer_history_id_seq', 20, true);


--
-- Name: goals_historicalyearlyaim_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_historicalyearlyaim_history_id_seq', 1, true);


--
-- Name: goals_keyfigure_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_keyfigure_id_seq', 2, true);


--
-- Name: goals_keyfigurevalue_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_keyfigurevalue_id_seq', 2, true);


--
-- Name: goals_tier_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_tier_id_seq', 4, true);


--
-- Name: goals_tieroffer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_tieroffer_id_seq', 20, true);


--
-- Name: goals_yearlyaim_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goals_yearlyaim_id_seq', 1, true);


--
-- Name: imports_historicalimport_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.imports_historicalimport_history_id_seq', 2, true);


--
-- Name: imports_import_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.imports_import_id_seq', 1, true);


--
-- Name: imports_importrow_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.imports_importrow_id_seq', 2, true);


--
-- Name: imports_importshape_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.imports_importshape_id_seq', 1, true);


--
-- Name: inbox_enquiry_goals_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_enquiry_goals_id_seq', 1, false);


--
-- Name: inbox_enquiry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_enquiry_id_seq', 1, true);


--
-- Name: inbox_historicalenquiry_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.inbox_historicalenquiry_history_id_seq', 1, true);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 3, true);


--
-- Name: operations_backup_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.operations_backup_id_seq', 1, true);


--
-- Name: payroll_historicalpayrollband_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_historicalpayrollband_history_id_seq', 1, true);


--
-- Name: payroll_historicalpayrollmonth_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_historicalpayrollmonth_history_id_seq', 4, true);


--
-- Name: payroll_historicalpayrollreceipt_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_historicalpayrollreceipt_history_id_seq', 1, true);


--
-- Name: payroll_historicalpayrollscheme_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_historicalpayrollscheme_history_id_seq', 1, true);


--
-- Name: payroll_historicalpayrollshare_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_historicalpayrollshare_history_id_seq', 1, true);


--
-- Name: payroll_payrollband_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_payrollband_id_seq', 1, true);


--
-- Name: payroll_payrollmonth_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_payrollmonth_id_seq', 2, true);


--
-- Name: payroll_payrollreceipt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_payrollreceipt_id_seq', 1, true);


--
-- Name: payroll_payrollscheme_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_payrollscheme_id_seq', 1, true);


--
-- Name: payroll_payrollshare_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payroll_payrollshare_id_seq', 1, true);


--
-- Name: privacy_datarequest_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.privacy_datarequest_id_seq', 1, true);


--
-- Name: privacy_erasure_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.privacy_erasure_id_seq', 1, false);


--
-- Name: privacy_historicaldatarequest_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.privacy_historicaldatarequest_history_id_seq', 1, true);


--
-- Name: privacy_historicallegalhold_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.privacy_historicallegalhold_history_id_seq', 1, true);


--
-- Name: privacy_historicalretentionrule_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.privacy_historicalretentionrule_history_id_seq', 1, false);


--
-- Name: privacy_legalhold_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.privacy_legalhold_id_seq', 1, true);


--
-- Name: privacy_retentionrule_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.privacy_retentionrule_id_seq', 3, true);


--
-- Name: socialaccount_socialaccount_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.socialaccount_socialaccount_id_seq', 1, true);


--
-- Name: socialaccount_socialapp_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.socialaccount_socialapp_id_seq', 1, false);


--
-- Name: socialaccount_socialtoken_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.socialaccount_socialtoken_id_seq', 1, false);


--
-- Name: account_emailaddress account_emailaddress_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


--
-- Name: account_emailaddress account_emailaddress_user_id_email_987c8728_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


--
-- Name: account_emailconfirmation account_emailconfirmation_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


--
-- Name: account_emailconfirmation account_emailconfirmation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


--
-- Name: accounts_invitation accounts_invitation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_pkey PRIMARY KEY (id);


--
-- Name: accounts_invitation_roles accounts_invitation_roles_invitation_id_group_id_0316d1d8_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation_roles
    ADD CONSTRAINT accounts_invitation_roles_invitation_id_group_id_0316d1d8_uniq UNIQUE (invitation_id, group_id);


--
-- Name: accounts_invitation_roles accounts_invitation_roles_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation_roles
    ADD CONSTRAINT accounts_invitation_roles_pkey PRIMARY KEY (id);


--
-- Name: accounts_invitation accounts_invitation_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_token_hash_key UNIQUE (token_hash);


--
-- Name: accounts_invitation accounts_invitation_user_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_user_id_key UNIQUE (user_id);


--
-- Name: accounts_passwordlink accounts_passwordlink_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_passwordlink
    ADD CONSTRAINT accounts_passwordlink_pkey PRIMARY KEY (id);


--
-- Name: accounts_passwordlink accounts_passwordlink_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_passwordlink
    ADD CONSTRAINT accounts_passwordlink_token_hash_key UNIQUE (token_hash);


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


--
-- Name: axes_accessattempt axes_accessattempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_pkey PRIMARY KEY (id);


--
-- Name: axes_accessattempt axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq UNIQUE (username, ip_address, user_agent);


--
-- Name: axes_accessattemptexpiration axes_accessattemptexpiration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptexpiration_pkey PRIMARY KEY (access_attempt_id);


--
-- Name: axes_accessfailurelog axes_accessfailurelog_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessfailurelog
    ADD CONSTRAINT axes_accessfailurelog_pkey PRIMARY KEY (id);


--
-- Name: axes_accesslog axes_accesslog_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accesslog
    ADD CONSTRAINT axes_accesslog_pkey PRIMARY KEY (id);


--
-- Name: campaigns_activity campaigns_activity_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_activity
    ADD CONSTRAINT campaigns_activity_name_key UNIQUE (name);


--
-- Name: campaigns_activity campaigns_activity_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_activity
    ADD CONSTRAINT campaigns_activity_pkey PRIMARY KEY (id);


--
-- Name: campaigns_amendment campaigns_amendment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_amendment
    ADD CONSTRAINT campaigns_amendment_pkey PRIMARY KEY (id);


--
-- Name: campaigns_bankreference campaigns_bankreference_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_bankreference
    ADD CONSTRAINT campaigns_bankreference_key_key UNIQUE (key);


--
-- Name: campaigns_bankreference campaigns_bankreference_of_one_payment; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_bankreference
    ADD CONSTRAINT campaigns_bankreference_of_one_payment UNIQUE (model, object_id);


--
-- Name: campaigns_bankreference campaigns_bankreference_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_bankreference
    ADD CONSTRAINT campaigns_bankreference_pkey PRIMARY KEY (id);


--
-- Name: campaigns_batch campaigns_batch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_batch
    ADD CONSTRAINT campaigns_batch_pkey PRIMARY KEY (id);


--
-- Name: campaigns_competition campaigns_competition_board_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition
    ADD CONSTRAINT campaigns_competition_board_key_key UNIQUE (board_key);


--
-- Name: campaigns_competition campaigns_competition_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition
    ADD CONSTRAINT campaigns_competition_code_key UNIQUE (code);


--
-- Name: campaigns_competition_goals campaigns_competition_go_competition_id_goal_id_bef21829_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition_goals
    ADD CONSTRAINT campaigns_competition_go_competition_id_goal_id_bef21829_uniq UNIQUE (competition_id, goal_id);


--
-- Name: campaigns_competition_goals campaigns_competition_goals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition_goals
    ADD CONSTRAINT campaigns_competition_goals_pkey PRIMARY KEY (id);


--
-- Name: campaigns_competition campaigns_competition_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition
    ADD CONSTRAINT campaigns_competition_pkey PRIMARY KEY (id);


--
-- Name: campaigns_contribution campaigns_contribution_moved_from_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contribution_moved_from_id_key UNIQUE (moved_from_id);


--
-- Name: campaigns_contribution campaigns_contribution_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contribution_pkey PRIMARY KEY (id);


--
-- Name: campaigns_contribution campaigns_contribution_reverses_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contribution_reverses_id_key UNIQUE (reverses_id);


--
-- Name: campaigns_criterion campaigns_criterion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_criterion
    ADD CONSTRAINT campaigns_criterion_pkey PRIMARY KEY (id);


--
-- Name: campaigns_criterion campaigns_criterion_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_criterion
    ADD CONSTRAINT campaigns_criterion_unique UNIQUE (competition_id, name);


--
-- Name: campaigns_entry campaigns_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_entry
    ADD CONSTRAINT campaigns_entry_pkey PRIMARY KEY (id);


--
-- Name: campaigns_entrypicture campaigns_entrypicture_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_entrypicture
    ADD CONSTRAINT campaigns_entrypicture_pkey PRIMARY KEY (id);


--
-- Name: campaigns_historicalactivity campaigns_historicalactivity_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalactivity
    ADD CONSTRAINT campaigns_historicalactivity_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalamendment campaigns_historicalamendment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalamendment
    ADD CONSTRAINT campaigns_historicalamendment_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalbatch campaigns_historicalbatch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalbatch
    ADD CONSTRAINT campaigns_historicalbatch_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalcompetition campaigns_historicalcompetition_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalcompetition
    ADD CONSTRAINT campaigns_historicalcompetition_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalcontribution campaigns_historicalcontribution_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalcontribution
    ADD CONSTRAINT campaigns_historicalcontribution_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalcriterion campaigns_historicalcriterion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalcriterion
    ADD CONSTRAINT campaigns_historicalcriterion_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalentry campaigns_historicalentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalentry
    ADD CONSTRAINT campaigns_historicalentry_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalentrypicture campaigns_historicalentrypicture_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalentrypicture
    ADD CONSTRAINT campaigns_historicalentrypicture_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicaljuror campaigns_historicaljuror_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicaljuror
    ADD CONSTRAINT campaigns_historicaljuror_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalmark campaigns_historicalmark_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalmark
    ADD CONSTRAINT campaigns_historicalmark_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalmatch campaigns_historicalmatch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalmatch
    ADD CONSTRAINT campaigns_historicalmatch_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalrecusal campaigns_historicalrecusal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalrecusal
    ADD CONSTRAINT campaigns_historicalrecusal_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_historicalteam campaigns_historicalteam_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalteam
    ADD CONSTRAINT campaigns_historicalteam_pkey PRIMARY KEY (history_id);


--
-- Name: campaigns_juror campaigns_juror_link_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_juror
    ADD CONSTRAINT campaigns_juror_link_key_key UNIQUE (link_key);


--
-- Name: campaigns_juror campaigns_juror_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_juror
    ADD CONSTRAINT campaigns_juror_once UNIQUE (competition_id, user_id);


--
-- Name: campaigns_juror campaigns_juror_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_juror
    ADD CONSTRAINT campaigns_juror_pkey PRIMARY KEY (id);


--
-- Name: campaigns_mark campaigns_mark_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_mark
    ADD CONSTRAINT campaigns_mark_once UNIQUE (juror_id, team_id, criterion_id);


--
-- Name: campaigns_mark campaigns_mark_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_mark
    ADD CONSTRAINT campaigns_mark_pkey PRIMARY KEY (id);


--
-- Name: campaigns_match campaigns_match_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_match
    ADD CONSTRAINT campaigns_match_pkey PRIMARY KEY (id);


--
-- Name: campaigns_recusal campaigns_recusal_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_recusal
    ADD CONSTRAINT campaigns_recusal_once UNIQUE (juror_id, team_id);


--
-- Name: campaigns_recusal campaigns_recusal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_recusal
    ADD CONSTRAINT campaigns_recusal_pkey PRIMARY KEY (id);


--
-- Name: campaigns_tally campaigns_tally_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_tally
    ADD CONSTRAINT campaigns_tally_pkey PRIMARY KEY (team_id);


--
-- Name: campaigns_team campaigns_team_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_team
    ADD CONSTRAINT campaigns_team_code_key UNIQUE (code);


--
-- Name: campaigns_team campaigns_team_name_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_team
    ADD CONSTRAINT campaigns_team_name_unique UNIQUE (competition_id, name);


--
-- Name: campaigns_team campaigns_team_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_team
    ADD CONSTRAINT campaigns_team_pkey PRIMARY KEY (id);


--
-- Name: core_apitoken core_apitoken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_apitoken
    ADD CONSTRAINT core_apitoken_pkey PRIMARY KEY (digest);


--
-- Name: core_auditentry core_auditentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_auditentry
    ADD CONSTRAINT core_auditentry_pkey PRIMARY KEY (number);


--
-- Name: core_audithead core_audithead_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_audithead
    ADD CONSTRAINT core_audithead_pkey PRIMARY KEY (id);


--
-- Name: core_auditwords core_auditwords_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_auditwords
    ADD CONSTRAINT core_auditwords_pkey PRIMARY KEY (entry_id);


--
-- Name: core_calendarlink core_calendarlink_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_calendarlink
    ADD CONSTRAINT core_calendarlink_pkey PRIMARY KEY (id);


--
-- Name: core_calendarlink core_calendarlink_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_calendarlink
    ADD CONSTRAINT core_calendarlink_token_hash_key UNIQUE (token_hash);


--
-- Name: core_calendarlink core_calendarlink_user_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_calendarlink
    ADD CONSTRAINT core_calendarlink_user_id_key UNIQUE (user_id);


--
-- Name: core_change core_change_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_change
    ADD CONSTRAINT core_change_once UNIQUE (model, object_id, changeset_id);


--
-- Name: core_change core_change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_change
    ADD CONSTRAINT core_change_pkey PRIMARY KEY (id);


--
-- Name: core_changeset core_changeset_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_changeset
    ADD CONSTRAINT core_changeset_pkey PRIMARY KEY (id);


--
-- Name: core_defaultview core_defaultview_one_a_list; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_defaultview
    ADD CONSTRAINT core_defaultview_one_a_list UNIQUE (user_id, list_name);


--
-- Name: core_defaultview core_defaultview_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_defaultview
    ADD CONSTRAINT core_defaultview_pkey PRIMARY KEY (id);


--
-- Name: core_digest core_digest_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_digest
    ADD CONSTRAINT core_digest_once UNIQUE (user_id, period);


--
-- Name: core_digest core_digest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_digest
    ADD CONSTRAINT core_digest_pkey PRIMARY KEY (id);


--
-- Name: core_healthreport core_healthreport_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_healthreport
    ADD CONSTRAINT core_healthreport_pkey PRIMARY KEY (id);


--
-- Name: core_heartbeat core_heartbeat_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_heartbeat
    ADD CONSTRAINT core_heartbeat_pkey PRIMARY KEY (name);


--
-- Name: core_historicalorganisation core_historicalorganisation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_historicalorganisation
    ADD CONSTRAINT core_historicalorganisation_pkey PRIMARY KEY (history_id);


--
-- Name: core_historicalsavedview core_historicalsavedview_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_historicalsavedview
    ADD CONSTRAINT core_historicalsavedview_pkey PRIMARY KEY (history_id);


--
-- Name: core_job core_job_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_job
    ADD CONSTRAINT core_job_pkey PRIMARY KEY (id);


--
-- Name: core_mailcount core_mailcount_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_mailcount
    ADD CONSTRAINT core_mailcount_pkey PRIMARY KEY (day);


--
-- Name: core_organisation core_organisation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_organisation
    ADD CONSTRAINT core_organisation_pkey PRIMARY KEY (id);


--
-- Name: core_savedview core_savedview_name_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_savedview
    ADD CONSTRAINT core_savedview_name_once UNIQUE (owner_id, list_name, name);


--
-- Name: core_savedview core_savedview_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_savedview
    ADD CONSTRAINT core_savedview_pkey PRIMARY KEY (id);


--
-- Name: core_scheduledrun core_scheduledrun_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_scheduledrun
    ADD CONSTRAINT core_scheduledrun_pkey PRIMARY KEY (id);


--
-- Name: core_sentform core_sentform_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_sentform
    ADD CONSTRAINT core_sentform_pkey PRIMARY KEY (key);


--
-- Name: core_sequence core_sequence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_sequence
    ADD CONSTRAINT core_sequence_pkey PRIMARY KEY (name);


--
-- Name: core_session core_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_session
    ADD CONSTRAINT core_session_pkey PRIMARY KEY (session_key);


--
-- Name: core_startstep core_startstep_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_startstep
    ADD CONSTRAINT core_startstep_pkey PRIMARY KEY (key);


--
-- Name: core_user_groups core_user_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_pkey PRIMARY KEY (id);


--
-- Name: core_user_groups core_user_groups_user_id_group_id_c82fcad1_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_user_id_group_id_c82fcad1_uniq UNIQUE (user_id, group_id);


--
-- Name: core_user core_user_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user
    ADD CONSTRAINT core_user_pkey PRIMARY KEY (id);


--
-- Name: core_user_user_permissions core_user_user_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permissions_pkey PRIMARY KEY (id);


--
-- Name: core_user_user_permissions core_user_user_permissions_user_id_permission_id_73ea0daa_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permissions_user_id_permission_id_73ea0daa_uniq UNIQUE (user_id, permission_id);


--
-- Name: core_user core_user_username_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user
    ADD CONSTRAINT core_user_username_key UNIQUE (username);


--
-- Name: crm_affiliation crm_affiliation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_affiliation
    ADD CONSTRAINT crm_affiliation_pkey PRIMARY KEY (id);


--
-- Name: crm_company crm_company_orgnr_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_company
    ADD CONSTRAINT crm_company_orgnr_unique UNIQUE (orgnr);


--
-- Name: crm_company crm_company_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_company
    ADD CONSTRAINT crm_company_pkey PRIMARY KEY (id);


--
-- Name: crm_company_tags crm_company_tags_company_id_tag_id_b1254d7b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_company_tags
    ADD CONSTRAINT crm_company_tags_company_id_tag_id_b1254d7b_uniq UNIQUE (company_id, tag_id);


--
-- Name: crm_company_tags crm_company_tags_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_company_tags
    ADD CONSTRAINT crm_company_tags_pkey PRIMARY KEY (id);


--
-- Name: crm_contact crm_contact_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_contact
    ADD CONSTRAINT crm_contact_pkey PRIMARY KEY (id);


--
-- Name: crm_delivery crm_delivery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_delivery
    ADD CONSTRAINT crm_delivery_pkey PRIMARY KEY (id);


--
-- Name: crm_deliverypart crm_deliverypart_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_deliverypart
    ADD CONSTRAINT crm_deliverypart_pkey PRIMARY KEY (id);


--
-- Name: crm_document crm_document_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_document
    ADD CONSTRAINT crm_document_pkey PRIMARY KEY (id);


--
-- Name: crm_historicalaffiliation crm_historicalaffiliation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalaffiliation
    ADD CONSTRAINT crm_historicalaffiliation_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalcompany crm_historicalcompany_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalcompany
    ADD CONSTRAINT crm_historicalcompany_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalcontact crm_historicalcontact_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalcontact
    ADD CONSTRAINT crm_historicalcontact_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicaldelivery crm_historicaldelivery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicaldelivery
    ADD CONSTRAINT crm_historicaldelivery_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicaldeliverypart crm_historicaldeliverypart_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicaldeliverypart
    ADD CONSTRAINT crm_historicaldeliverypart_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicaldocument crm_historicaldocument_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicaldocument
    ADD CONSTRAINT crm_historicaldocument_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalinteraction crm_historicalinteraction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalinteraction
    ADD CONSTRAINT crm_historicalinteraction_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicallapsereason crm_historicallapsereason_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicallapsereason
    ADD CONSTRAINT crm_historicallapsereason_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalnextstep crm_historicalnextstep_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalnextstep
    ADD CONSTRAINT crm_historicalnextstep_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalpause crm_historicalpause_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalpause
    ADD CONSTRAINT crm_historicalpause_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalproof crm_historicalproof_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalproof
    ADD CONSTRAINT crm_historicalproof_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalsponsorship crm_historicalsponsorship_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalsponsorship
    ADD CONSTRAINT crm_historicalsponsorship_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalsponsorshipamendment crm_historicalsponsorshipamendment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalsponsorshipamendment
    ADD CONSTRAINT crm_historicalsponsorshipamendment_pkey PRIMARY KEY (history_id);


--
-- Name: crm_historicalstagerule crm_historicalstagerule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalstagerule
    ADD CONSTRAINT crm_historicalstagerule_pkey PRIMARY KEY (history_id);


--
-- Name: crm_interaction_companies crm_interaction_companie_interaction_id_company_i_589dadc0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_companies
    ADD CONSTRAINT crm_interaction_companie_interaction_id_company_i_589dadc0_uniq UNIQUE (interaction_id, company_id);


--
-- Name: crm_interaction_companies crm_interaction_companies_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_companies
    ADD CONSTRAINT crm_interaction_companies_pkey PRIMARY KEY (id);


--
-- Name: crm_interaction_contacts crm_interaction_contacts_interaction_id_contact_i_b31dd48b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_contacts
    ADD CONSTRAINT crm_interaction_contacts_interaction_id_contact_i_b31dd48b_uniq UNIQUE (interaction_id, contact_id);


--
-- Name: crm_interaction_contacts crm_interaction_contacts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_contacts
    ADD CONSTRAINT crm_interaction_contacts_pkey PRIMARY KEY (id);


--
-- Name: crm_interaction crm_interaction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction
    ADD CONSTRAINT crm_interaction_pkey PRIMARY KEY (id);


--
-- Name: crm_lapsereason crm_lapsereason_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_lapsereason
    ADD CONSTRAINT crm_lapsereason_pkey PRIMARY KEY (id);


--
-- Name: crm_merge crm_merge_changeset_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_merge
    ADD CONSTRAINT crm_merge_changeset_id_key UNIQUE (changeset_id);


--
-- Name: crm_merge crm_merge_lost_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_merge
    ADD CONSTRAINT crm_merge_lost_once UNIQUE (kind, lost);


--
-- Name: crm_merge crm_merge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_merge
    ADD CONSTRAINT crm_merge_pkey PRIMARY KEY (id);


--
-- Name: crm_nextstep crm_nextstep_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_nextstep
    ADD CONSTRAINT crm_nextstep_pkey PRIMARY KEY (id);


--
-- Name: crm_sponsorshipamendment crm_one_amendment_a_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorshipamendment
    ADD CONSTRAINT crm_one_amendment_a_day UNIQUE (sponsorship_id, starts);


--
-- Name: crm_pause crm_pause_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_pause
    ADD CONSTRAINT crm_pause_pkey PRIMARY KEY (id);


--
-- Name: crm_proof crm_proof_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_proof
    ADD CONSTRAINT crm_proof_pkey PRIMARY KEY (id);


--
-- Name: crm_removedinteraction_companies crm_removedinteraction_c_removedinteraction_id_co_d1a6b443_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_removedinteraction_companies
    ADD CONSTRAINT crm_removedinteraction_c_removedinteraction_id_co_d1a6b443_uniq UNIQUE (removedinteraction_id, company_id);


--
-- Name: crm_removedinteraction_companies crm_removedinteraction_companies_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_removedinteraction_companies
    ADD CONSTRAINT crm_removedinteraction_companies_pkey PRIMARY KEY (id);


--
-- Name: crm_removedinteraction crm_removedinteraction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_removedinteraction
    ADD CONSTRAINT crm_removedinteraction_pkey PRIMARY KEY (id);


--
-- Name: crm_sponsorship crm_sponsorship_agreement_no_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_agreement_no_key UNIQUE (agreement_no);


--
-- Name: crm_sponsorship crm_sponsorship_overlap; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_overlap EXCLUDE USING gist (company_id WITH =, goal_id WITH =, daterange(starts, COALESCE(ended_on, ends), '[]'::text) WITH &&) WHERE ((((stage)::text = ANY ((ARRAY['signed'::character varying, 'ended_early'::character varying])::text[])) AND (COALESCE(ended_on, ends) >= starts)));


--
-- Name: crm_sponsorship crm_sponsorship_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_pkey PRIMARY KEY (id);


--
-- Name: crm_sponsorshipamendment crm_sponsorshipamendment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorshipamendment
    ADD CONSTRAINT crm_sponsorshipamendment_pkey PRIMARY KEY (id);


--
-- Name: crm_stagerule crm_stagerule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_stagerule
    ADD CONSTRAINT crm_stagerule_pkey PRIMARY KEY (id);


--
-- Name: crm_stagerule crm_stagerule_stage_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_stagerule
    ADD CONSTRAINT crm_stagerule_stage_key UNIQUE (stage);


--
-- Name: crm_tag crm_tag_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_tag
    ADD CONSTRAINT crm_tag_name_key UNIQUE (name);


--
-- Name: crm_tag crm_tag_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_tag
    ADD CONSTRAINT crm_tag_pkey PRIMARY KEY (id);


--
-- Name: django_admin_log django_admin_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_tasks_database_dbtaskresult django_tasks_database_dbtaskresult_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);


--
-- Name: duplicates_companypair duplicates_companypair_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_companypair
    ADD CONSTRAINT duplicates_companypair_once UNIQUE (one_id, other_id);


--
-- Name: duplicates_companypair duplicates_companypair_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_companypair
    ADD CONSTRAINT duplicates_companypair_pkey PRIMARY KEY (id);


--
-- Name: duplicates_contactpair duplicates_contactpair_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_contactpair
    ADD CONSTRAINT duplicates_contactpair_once UNIQUE (one_id, other_id);


--
-- Name: duplicates_contactpair duplicates_contactpair_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_contactpair
    ADD CONSTRAINT duplicates_contactpair_pkey PRIMARY KEY (id);


--
-- Name: goals_benefit goals_benefit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_benefit
    ADD CONSTRAINT goals_benefit_pkey PRIMARY KEY (id);


--
-- Name: goals_globalgoal goals_globalgoal_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_globalgoal
    ADD CONSTRAINT goals_globalgoal_number_key UNIQUE (number);


--
-- Name: goals_globalgoal goals_globalgoal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_globalgoal
    ADD CONSTRAINT goals_globalgoal_pkey PRIMARY KEY (id);


--
-- Name: goals_goal_global_goals goals_goal_global_goals_goal_id_globalgoal_id_c9d5050b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_goal_global_goals
    ADD CONSTRAINT goals_goal_global_goals_goal_id_globalgoal_id_c9d5050b_uniq UNIQUE (goal_id, globalgoal_id);


--
-- Name: goals_goal_global_goals goals_goal_global_goals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_goal_global_goals
    ADD CONSTRAINT goals_goal_global_goals_pkey PRIMARY KEY (id);


--
-- Name: goals_goal goals_goal_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_goal
    ADD CONSTRAINT goals_goal_number_key UNIQUE (number);


--
-- Name: goals_goal goals_goal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_goal
    ADD CONSTRAINT goals_goal_pkey PRIMARY KEY (id);


--
-- Name: goals_historicalbenefit goals_historicalbenefit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalbenefit
    ADD CONSTRAINT goals_historicalbenefit_pkey PRIMARY KEY (history_id);


--
-- Name: goals_historicalgoal goals_historicalgoal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalgoal
    ADD CONSTRAINT goals_historicalgoal_pkey PRIMARY KEY (history_id);


--
-- Name: goals_historicalkeyfigure goals_historicalkeyfigure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalkeyfigure
    ADD CONSTRAINT goals_historicalkeyfigure_pkey PRIMARY KEY (history_id);


--
-- Name: goals_historicalkeyfigurevalue goals_historicalkeyfigurevalue_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalkeyfigurevalue
    ADD CONSTRAINT goals_historicalkeyfigurevalue_pkey PRIMARY KEY (history_id);


--
-- Name: goals_historicaltier goals_historicaltier_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicaltier
    ADD CONSTRAINT goals_historicaltier_pkey PRIMARY KEY (history_id);


--
-- Name: goals_historicaltieroffer goals_historicaltieroffer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicaltieroffer
    ADD CONSTRAINT goals_historicaltieroffer_pkey PRIMARY KEY (history_id);


--
-- Name: goals_historicalyearlyaim goals_historicalyearlyaim_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalyearlyaim
    ADD CONSTRAINT goals_historicalyearlyaim_pkey PRIMARY KEY (history_id);


--
-- Name: goals_keyfigure goals_keyfigure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_keyfigure
    ADD CONSTRAINT goals_keyfigure_pkey PRIMARY KEY (id);


--
-- Name: goals_keyfigurevalue goals_keyfigurevalue_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_keyfigurevalue
    ADD CONSTRAINT goals_keyfigurevalue_pkey PRIMARY KEY (id);


--
-- Name: goals_yearlyaim goals_one_aim_per_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_yearlyaim
    ADD CONSTRAINT goals_one_aim_per_day UNIQUE (goal_id, applies_from);


--
-- Name: goals_tieroffer goals_one_offer_per_tier; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_tieroffer
    ADD CONSTRAINT goals_one_offer_per_tier UNIQUE (goal_id, tier_id);


--
-- Name: goals_keyfigurevalue goals_one_value_per_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_keyfigurevalue
    ADD CONSTRAINT goals_one_value_per_day UNIQUE (key_figure_id, measured_on);


--
-- Name: goals_tier goals_tier_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_tier
    ADD CONSTRAINT goals_tier_pkey PRIMARY KEY (id);


--
-- Name: goals_tier goals_tier_rank_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_tier
    ADD CONSTRAINT goals_tier_rank_key UNIQUE (rank);


--
-- Name: goals_tieroffer goals_tieroffer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_tieroffer
    ADD CONSTRAINT goals_tieroffer_pkey PRIMARY KEY (id);


--
-- Name: goals_yearlyaim goals_yearlyaim_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_yearlyaim
    ADD CONSTRAINT goals_yearlyaim_pkey PRIMARY KEY (id);


--
-- Name: imports_historicalimport imports_historicalimport_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_historicalimport
    ADD CONSTRAINT imports_historicalimport_pkey PRIMARY KEY (history_id);


--
-- Name: imports_import imports_import_changeset_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_changeset_id_key UNIQUE (changeset_id);


--
-- Name: imports_import imports_import_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_pkey PRIMARY KEY (id);


--
-- Name: imports_importrow imports_importrow_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_importrow
    ADD CONSTRAINT imports_importrow_once UNIQUE (batch_id, number);


--
-- Name: imports_importrow imports_importrow_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_importrow
    ADD CONSTRAINT imports_importrow_pkey PRIMARY KEY (id);


--
-- Name: imports_importshape imports_importshape_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_importshape
    ADD CONSTRAINT imports_importshape_once UNIQUE (kind, digest);


--
-- Name: imports_importshape imports_importshape_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_importshape
    ADD CONSTRAINT imports_importshape_pkey PRIMARY KEY (id);


--
-- Name: inbox_enquiry_goals inbox_enquiry_goals_enquiry_id_goal_id_224080ab_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry_goals
    ADD CONSTRAINT inbox_enquiry_goals_enquiry_id_goal_id_224080ab_uniq UNIQUE (enquiry_id, goal_id);


--
-- Name: inbox_enquiry_goals inbox_enquiry_goals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry_goals
    ADD CONSTRAINT inbox_enquiry_goals_pkey PRIMARY KEY (id);


--
-- Name: inbox_enquiry inbox_enquiry_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_number_key UNIQUE (number);


--
-- Name: inbox_enquiry inbox_enquiry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_pkey PRIMARY KEY (id);


--
-- Name: inbox_enquiry inbox_enquiry_stamp_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_stamp_key UNIQUE (stamp);


--
-- Name: inbox_historicalenquiry inbox_historicalenquiry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_historicalenquiry
    ADD CONSTRAINT inbox_historicalenquiry_pkey PRIMARY KEY (history_id);


--
-- Name: inbox_maildraft inbox_maildraft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_maildraft
    ADD CONSTRAINT inbox_maildraft_pkey PRIMARY KEY (id);


--
-- Name: mfa_authenticator mfa_authenticator_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);


--
-- Name: operations_backup operations_backup_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.operations_backup
    ADD CONSTRAINT operations_backup_pkey PRIMARY KEY (id);


--
-- Name: payroll_historicalpayrollband payroll_historicalpayrollband_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollband
    ADD CONSTRAINT payroll_historicalpayrollband_pkey PRIMARY KEY (history_id);


--
-- Name: payroll_historicalpayrollmonth payroll_historicalpayrollmonth_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollmonth
    ADD CONSTRAINT payroll_historicalpayrollmonth_pkey PRIMARY KEY (history_id);


--
-- Name: payroll_historicalpayrollreceipt payroll_historicalpayrollreceipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollreceipt
    ADD CONSTRAINT payroll_historicalpayrollreceipt_pkey PRIMARY KEY (history_id);


--
-- Name: payroll_historicalpayrollscheme payroll_historicalpayrollscheme_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollscheme
    ADD CONSTRAINT payroll_historicalpayrollscheme_pkey PRIMARY KEY (history_id);


--
-- Name: payroll_historicalpayrollshare payroll_historicalpayrollshare_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollshare
    ADD CONSTRAINT payroll_historicalpayrollshare_pkey PRIMARY KEY (history_id);


--
-- Name: payroll_payrollmonth payroll_month_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollmonth
    ADD CONSTRAINT payroll_month_once UNIQUE (scheme_id, month);


--
-- Name: payroll_payrollband payroll_payrollband_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollband
    ADD CONSTRAINT payroll_payrollband_pkey PRIMARY KEY (id);


--
-- Name: payroll_payrollmonth payroll_payrollmonth_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollmonth
    ADD CONSTRAINT payroll_payrollmonth_pkey PRIMARY KEY (id);


--
-- Name: payroll_payrollreceipt payroll_payrollreceipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollreceipt
    ADD CONSTRAINT payroll_payrollreceipt_pkey PRIMARY KEY (id);


--
-- Name: payroll_payrollreceipt payroll_payrollreceipt_reverses_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollreceipt
    ADD CONSTRAINT payroll_payrollreceipt_reverses_id_key UNIQUE (reverses_id);


--
-- Name: payroll_payrollscheme payroll_payrollscheme_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollscheme
    ADD CONSTRAINT payroll_payrollscheme_pkey PRIMARY KEY (id);


--
-- Name: payroll_payrollscheme payroll_payrollscheme_reference_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollscheme
    ADD CONSTRAINT payroll_payrollscheme_reference_key UNIQUE (reference);


--
-- Name: payroll_payrollshare payroll_payrollshare_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollshare
    ADD CONSTRAINT payroll_payrollshare_pkey PRIMARY KEY (id);


--
-- Name: payroll_payrollshare payroll_share_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollshare
    ADD CONSTRAINT payroll_share_once UNIQUE (scheme_id, goal_id);


--
-- Name: privacy_datarequest privacy_datarequest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_datarequest
    ADD CONSTRAINT privacy_datarequest_pkey PRIMARY KEY (id);


--
-- Name: privacy_erasure privacy_erasure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_erasure
    ADD CONSTRAINT privacy_erasure_pkey PRIMARY KEY (id);


--
-- Name: privacy_historicaldatarequest privacy_historicaldatarequest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_historicaldatarequest
    ADD CONSTRAINT privacy_historicaldatarequest_pkey PRIMARY KEY (history_id);


--
-- Name: privacy_historicallegalhold privacy_historicallegalhold_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_historicallegalhold
    ADD CONSTRAINT privacy_historicallegalhold_pkey PRIMARY KEY (history_id);


--
-- Name: privacy_historicalretentionrule privacy_historicalretentionrule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_historicalretentionrule
    ADD CONSTRAINT privacy_historicalretentionrule_pkey PRIMARY KEY (history_id);


--
-- Name: privacy_legalhold privacy_legalhold_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_legalhold
    ADD CONSTRAINT privacy_legalhold_pkey PRIMARY KEY (id);


--
-- Name: privacy_retentionrule privacy_retentionrule_kind_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_retentionrule
    ADD CONSTRAINT privacy_retentionrule_kind_key UNIQUE (kind);


--
-- Name: privacy_retentionrule privacy_retentionrule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_retentionrule
    ADD CONSTRAINT privacy_retentionrule_pkey PRIMARY KEY (id);


--
-- Name: socialaccount_socialaccount socialaccount_socialaccount_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);


--
-- Name: socialaccount_socialaccount socialaccount_socialaccount_provider_uid_fc810c6e_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);


--
-- Name: socialaccount_socialapp socialaccount_socialapp_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);


--
-- Name: socialaccount_socialtoken socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);


--
-- Name: socialaccount_socialtoken socialaccount_socialtoken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);


--
-- Name: account_emailaddress_email_03be32b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


--
-- Name: account_emailaddress_email_03be32b2_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


--
-- Name: account_emailaddress_user_id_2c513194; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


--
-- Name: account_emailconfirmation_email_address_id_5b7f8c58; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


--
-- Name: account_emailconfirmation_key_f43612bd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


--
-- Name: accounts_invitation_made_by_id_3eddde8f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_invitation_made_by_id_3eddde8f ON public.accounts_invitation USING btree (made_by_id);


--
-- Name: accounts_invitation_roles_group_id_880dba41; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_invitation_roles_group_id_880dba41 ON public.accounts_invitation_roles USING btree (group_id);


--
-- Name: accounts_invitation_roles_invitation_id_4acc46bb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_invitation_roles_invitation_id_4acc46bb ON public.accounts_invitation_roles USING btree (invitation_id);


--
-- Name: accounts_invitation_sort_key_ed0ccc4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_invitation_sort_key_ed0ccc4b ON public.accounts_invitation USING btree (sort_key);


--
-- Name: accounts_invitation_sort_key_ed0ccc4b_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_invitation_sort_key_ed0ccc4b_like ON public.accounts_invitation USING btree (sort_key varchar_pattern_ops);


--
-- Name: accounts_invitation_token_hash_3d59d75c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_invitation_token_hash_3d59d75c_like ON public.accounts_invitation USING btree (token_hash varchar_pattern_ops);


--
-- Name: accounts_passwordlink_made_by_id_c9f7dfb6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_passwordlink_made_by_id_c9f7dfb6 ON public.accounts_passwordlink USING btree (made_by_id);


--
-- Name: accounts_passwordlink_token_hash_1b5e4945_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_passwordlink_token_hash_1b5e4945_like ON public.accounts_passwordlink USING btree (token_hash varchar_pattern_ops);


--
-- Name: accounts_passwordlink_user_id_0b1c7368; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_passwordlink_user_id_0b1c7368 ON public.accounts_passwordlink USING btree (user_id);


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: axes_accessattempt_ip_address_10922d9c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_ip_address_10922d9c ON public.axes_accessattempt USING btree (ip_address);


--
-- Name: axes_accessattempt_user_agent_ad89678b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_user_agent_ad89678b ON public.axes_accessattempt USING btree (user_agent);


--
-- Name: axes_accessattempt_user_agent_ad89678b_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_user_agent_ad89678b_like ON public.axes_accessattempt USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accessattempt_username_3f2d4ca0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_username_3f2d4ca0 ON public.axes_accessattempt USING btree (username);


--
-- Name: axes_accessattempt_username_3f2d4ca0_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_username_3f2d4ca0_like ON public.axes_accessattempt USING btree (username varchar_pattern_ops);


--
-- Name: axes_accessfailurelog_ip_address_2e9f5a7f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_ip_address_2e9f5a7f ON public.axes_accessfailurelog USING btree (ip_address);


--
-- Name: axes_accessfailurelog_user_agent_ea145dda; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda ON public.axes_accessfailurelog USING btree (user_agent);


--
-- Name: axes_accessfailurelog_user_agent_ea145dda_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda_like ON public.axes_accessfailurelog USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accessfailurelog_username_a8b7e8a4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4 ON public.axes_accessfailurelog USING btree (username);


--
-- Name: axes_accessfailurelog_username_a8b7e8a4_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4_like ON public.axes_accessfailurelog USING btree (username varchar_pattern_ops);


--
-- Name: axes_accesslog_ip_address_86b417e5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_ip_address_86b417e5 ON public.axes_accesslog USING btree (ip_address);


--
-- Name: axes_accesslog_user_agent_0e659004; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_user_agent_0e659004 ON public.axes_accesslog USING btree (user_agent);


--
-- Name: axes_accesslog_user_agent_0e659004_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_user_agent_0e659004_like ON public.axes_accesslog USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accesslog_username_df93064b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_username_df93064b ON public.axes_accesslog USING btree (username);


--
-- Name: axes_accesslog_username_df93064b_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_username_df93064b_like ON public.axes_accesslog USING btree (username varchar_pattern_ops);


--
-- Name: campaigns_activity_name_4941aa01_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_activity_name_4941aa01_like ON public.campaigns_activity USING btree (name varchar_pattern_ops);


--
-- Name: campaigns_activity_sort_key_d343ddc7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_activity_sort_key_d343ddc7 ON public.campaigns_activity USING btree (sort_key);


--
-- Name: campaigns_activity_sort_key_d343ddc7_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_activity_sort_key_d343ddc7_like ON public.campaigns_activity USING btree (sort_key varchar_pattern_ops);


--
-- Name: campaigns_amendment_competition_id_679b9312; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_amendment_competition_id_679b9312 ON public.campaigns_amendment USING btree (competition_id);


--
-- Name: campaigns_amendment_made_by_id_4acbdaa1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_amendment_made_by_id_4acbdaa1 ON public.campaigns_amendment USING btree (made_by_id);


--
-- Name: campaigns_bankreference_key_90ab8d82_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_bankreference_key_90ab8d82_like ON public.campaigns_bankreference USING btree (key varchar_pattern_ops);


--
-- Name: campaigns_batch_competition_id_14e844cd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_batch_competition_id_14e844cd ON public.campaigns_batch USING btree (competition_id);


--
-- Name: campaigns_batch_made_by_id_afe6f3a8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_batch_made_by_id_afe6f3a8 ON public.campaigns_batch USING btree (made_by_id);


--
-- Name: campaigns_batch_part_of_id_f4031edf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_batch_part_of_id_f4031edf ON public.campaigns_batch USING btree (part_of_id);


--
-- Name: campaigns_batch_undone_by_id_215ddc39; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_batch_undone_by_id_215ddc39 ON public.campaigns_batch USING btree (undone_by_id);


--
-- Name: campaigns_competition_board_key_d429f16e_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_board_key_d429f16e_like ON public.campaigns_competition USING btree (board_key varchar_pattern_ops);


--
-- Name: campaigns_competition_code_385576ee_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_code_385576ee_like ON public.campaigns_competition USING btree (code varchar_pattern_ops);


--
-- Name: campaigns_competition_contact_id_6bbc49de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_contact_id_6bbc49de ON public.campaigns_competition USING btree (contact_id);


--
-- Name: campaigns_competition_finalised_by_id_f09f36e8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_finalised_by_id_f09f36e8 ON public.campaigns_competition USING btree (finalised_by_id);


--
-- Name: campaigns_competition_goals_competition_id_976089c7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_goals_competition_id_976089c7 ON public.campaigns_competition_goals USING btree (competition_id);


--
-- Name: campaigns_competition_goals_goal_id_80fcec9d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_goals_goal_id_80fcec9d ON public.campaigns_competition_goals USING btree (goal_id);


--
-- Name: campaigns_competition_previous_id_d573cc77; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_previous_id_d573cc77 ON public.campaigns_competition USING btree (previous_id);


--
-- Name: campaigns_competition_sort_key_0cc0bb6f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_sort_key_0cc0bb6f ON public.campaigns_competition USING btree (sort_key);


--
-- Name: campaigns_competition_sort_key_0cc0bb6f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_competition_sort_key_0cc0bb6f_like ON public.campaigns_competition USING btree (sort_key varchar_pattern_ops);


--
-- Name: campaigns_contribution_batch_id_4dc61c0c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_batch_id_4dc61c0c ON public.campaigns_contribution USING btree (batch_id);


--
-- Name: campaigns_contribution_competition_id_ce06e1a9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_competition_id_ce06e1a9 ON public.campaigns_contribution USING btree (competition_id);


--
-- Name: campaigns_contribution_entered_by_id_121a7be4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_entered_by_id_121a7be4 ON public.campaigns_contribution USING btree (entered_by_id);


--
-- Name: campaigns_contribution_giver_approved_by_id_f07152ac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_giver_approved_by_id_f07152ac ON public.campaigns_contribution USING btree (giver_approved_by_id);


--
-- Name: campaigns_contribution_left; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_left ON public.campaigns_contribution USING btree (competition_id) WHERE (team_id IS NULL);


--
-- Name: campaigns_contribution_match_id_ad83f301; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_match_id_ad83f301 ON public.campaigns_contribution USING btree (match_id);


--
-- Name: campaigns_contribution_named; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_named ON public.campaigns_contribution USING btree (competition_id, entered_at DESC) WHERE (giver_approved_by_id IS NOT NULL);


--
-- Name: campaigns_contribution_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_newest ON public.campaigns_contribution USING btree (competition_id, received_on DESC, id DESC);


--
-- Name: campaigns_contribution_team; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_team ON public.campaigns_contribution USING btree (team_id, received_on);


--
-- Name: campaigns_contribution_team_id_f551f3ed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_team_id_f551f3ed ON public.campaigns_contribution USING btree (team_id);


--
-- Name: campaigns_contribution_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_contribution_waiting ON public.campaigns_contribution USING btree (competition_id) WHERE ((giver_approved_by_id IS NULL) AND show_giver);


--
-- Name: campaigns_criterion_competition_id_43ab1337; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_criterion_competition_id_43ab1337 ON public.campaigns_criterion USING btree (competition_id);


--
-- Name: campaigns_entry_activity_id_d8d3922a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_entry_activity_id_d8d3922a ON public.campaigns_entry USING btree (activity_id);


--
-- Name: campaigns_entry_decided_by_id_b4af4d70; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_entry_decided_by_id_b4af4d70 ON public.campaigns_entry USING btree (decided_by_id);


--
-- Name: campaigns_entry_team_id_b5e99203; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_entry_team_id_b5e99203 ON public.campaigns_entry USING btree (team_id);


--
-- Name: campaigns_entrypicture_entry_id_a2f60842; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_entrypicture_entry_id_a2f60842 ON public.campaigns_entrypicture USING btree (entry_id);


--
-- Name: campaigns_historicalactivity_history_date_d35d8a6f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalactivity_history_date_d35d8a6f ON public.campaigns_historicalactivity USING btree (history_date);


--
-- Name: campaigns_historicalactivity_history_user_id_8493f5fe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalactivity_history_user_id_8493f5fe ON public.campaigns_historicalactivity USING btree (history_user_id);


--
-- Name: campaigns_historicalactivity_id_fb150bff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalactivity_id_fb150bff ON public.campaigns_historicalactivity USING btree (id);


--
-- Name: campaigns_historicalactivity_name_f02474eb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalactivity_name_f02474eb ON public.campaigns_historicalactivity USING btree (name);


--
-- Name: campaigns_historicalactivity_name_f02474eb_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalactivity_name_f02474eb_like ON public.campaigns_historicalactivity USING btree (name varchar_pattern_ops);


--
-- Name: campaigns_historicalamendment_competition_id_4008a7be; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalamendment_competition_id_4008a7be ON public.campaigns_historicalamendment USING btree (competition_id);


--
-- Name: campaigns_historicalamendment_history_date_9ceb7940; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalamendment_history_date_9ceb7940 ON public.campaigns_historicalamendment USING btree (history_date);


--
-- Name: campaigns_historicalamendment_history_user_id_ed25a05a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalamendment_history_user_id_ed25a05a ON public.campaigns_historicalamendment USING btree (history_user_id);


--
-- Name: campaigns_historicalamendment_id_a417ebee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalamendment_id_a417ebee ON public.campaigns_historicalamendment USING btree (id);


--
-- Name: campaigns_historicalamendment_made_by_id_d66d8a1d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalamendment_made_by_id_d66d8a1d ON public.campaigns_historicalamendment USING btree (made_by_id);


--
-- Name: campaigns_historicalbatch_competition_id_2db3e3d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalbatch_competition_id_2db3e3d5 ON public.campaigns_historicalbatch USING btree (competition_id);


--
-- Name: campaigns_historicalbatch_history_date_9b563aa8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalbatch_history_date_9b563aa8 ON public.campaigns_historicalbatch USING btree (history_date);


--
-- Name: campaigns_historicalbatch_history_user_id_725b6a8f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalbatch_history_user_id_725b6a8f ON public.campaigns_historicalbatch USING btree (history_user_id);


--
-- Name: campaigns_historicalbatch_id_1ee3ea73; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalbatch_id_1ee3ea73 ON public.campaigns_historicalbatch USING btree (id);


--
-- Name: campaigns_historicalbatch_made_by_id_f5919ace; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalbatch_made_by_id_f5919ace ON public.campaigns_historicalbatch USING btree (made_by_id);


--
-- Name: campaigns_historicalbatch_part_of_id_a9d94cdc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalbatch_part_of_id_a9d94cdc ON public.campaigns_historicalbatch USING btree (part_of_id);


--
-- Name: campaigns_historicalbatch_undone_by_id_f0a95e8b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalbatch_undone_by_id_f0a95e8b ON public.campaigns_historicalbatch USING btree (undone_by_id);


--
-- Name: campaigns_historicalcompetition_board_key_e729fbbd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_board_key_e729fbbd ON public.campaigns_historicalcompetition USING btree (board_key);


--
-- Name: campaigns_historicalcompetition_board_key_e729fbbd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_board_key_e729fbbd_like ON public.campaigns_historicalcompetition USING btree (board_key varchar_pattern_ops);


--
-- Name: campaigns_historicalcompetition_code_194cfd4c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_code_194cfd4c ON public.campaigns_historicalcompetition USING btree (code);


--
-- Name: campaigns_historicalcompetition_code_194cfd4c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_code_194cfd4c_like ON public.campaigns_historicalcompetition USING btree (code varchar_pattern_ops);


--
-- Name: campaigns_historicalcompetition_contact_id_7aea5dac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_contact_id_7aea5dac ON public.campaigns_historicalcompetition USING btree (contact_id);


--
-- Name: campaigns_historicalcompetition_finalised_by_id_d283df53; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_finalised_by_id_d283df53 ON public.campaigns_historicalcompetition USING btree (finalised_by_id);


--
-- Name: campaigns_historicalcompetition_history_date_088e3f51; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_history_date_088e3f51 ON public.campaigns_historicalcompetition USING btree (history_date);


--
-- Name: campaigns_historicalcompetition_history_user_id_a252525d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_history_user_id_a252525d ON public.campaigns_historicalcompetition USING btree (history_user_id);


--
-- Name: campaigns_historicalcompetition_id_04bda4de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_id_04bda4de ON public.campaigns_historicalcompetition USING btree (id);


--
-- Name: campaigns_historicalcompetition_previous_id_73069ae0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcompetition_previous_id_73069ae0 ON public.campaigns_historicalcompetition USING btree (previous_id);


--
-- Name: campaigns_historicalcontribution_batch_id_e6dc163c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_batch_id_e6dc163c ON public.campaigns_historicalcontribution USING btree (batch_id);


--
-- Name: campaigns_historicalcontribution_competition_id_1d886479; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_competition_id_1d886479 ON public.campaigns_historicalcontribution USING btree (competition_id);


--
-- Name: campaigns_historicalcontribution_entered_by_id_e8f0ae98; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_entered_by_id_e8f0ae98 ON public.campaigns_historicalcontribution USING btree (entered_by_id);


--
-- Name: campaigns_historicalcontribution_giver_approved_by_id_3e048b81; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_giver_approved_by_id_3e048b81 ON public.campaigns_historicalcontribution USING btree (giver_approved_by_id);


--
-- Name: campaigns_historicalcontribution_history_date_058a14b0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_history_date_058a14b0 ON public.campaigns_historicalcontribution USING btree (history_date);


--
-- Name: campaigns_historicalcontribution_history_user_id_66a72683; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_history_user_id_66a72683 ON public.campaigns_historicalcontribution USING btree (history_user_id);


--
-- Name: campaigns_historicalcontribution_id_6061b1c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_id_6061b1c0 ON public.campaigns_historicalcontribution USING btree (id);


--
-- Name: campaigns_historicalcontribution_match_id_b5040231; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_match_id_b5040231 ON public.campaigns_historicalcontribution USING btree (match_id);


--
-- Name: campaigns_historicalcontribution_moved_from_id_37c7dc1e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_moved_from_id_37c7dc1e ON public.campaigns_historicalcontribution USING btree (moved_from_id);


--
-- Name: campaigns_historicalcontribution_reverses_id_d6e57f4e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_reverses_id_d6e57f4e ON public.campaigns_historicalcontribution USING btree (reverses_id);


--
-- Name: campaigns_historicalcontribution_team_id_d3771183; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcontribution_team_id_d3771183 ON public.campaigns_historicalcontribution USING btree (team_id);


--
-- Name: campaigns_historicalcriterion_competition_id_01079489; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcriterion_competition_id_01079489 ON public.campaigns_historicalcriterion USING btree (competition_id);


--
-- Name: campaigns_historicalcriterion_history_date_0fa5672d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcriterion_history_date_0fa5672d ON public.campaigns_historicalcriterion USING btree (history_date);


--
-- Name: campaigns_historicalcriterion_history_user_id_af5b99e1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcriterion_history_user_id_af5b99e1 ON public.campaigns_historicalcriterion USING btree (history_user_id);


--
-- Name: campaigns_historicalcriterion_id_bc3c2da3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalcriterion_id_bc3c2da3 ON public.campaigns_historicalcriterion USING btree (id);


--
-- Name: campaigns_historicalentry_activity_id_e2f30946; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentry_activity_id_e2f30946 ON public.campaigns_historicalentry USING btree (activity_id);


--
-- Name: campaigns_historicalentry_decided_by_id_0c676ece; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentry_decided_by_id_0c676ece ON public.campaigns_historicalentry USING btree (decided_by_id);


--
-- Name: campaigns_historicalentry_history_date_91b06e30; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentry_history_date_91b06e30 ON public.campaigns_historicalentry USING btree (history_date);


--
-- Name: campaigns_historicalentry_history_user_id_ba84cd6d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentry_history_user_id_ba84cd6d ON public.campaigns_historicalentry USING btree (history_user_id);


--
-- Name: campaigns_historicalentry_id_50418fc4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentry_id_50418fc4 ON public.campaigns_historicalentry USING btree (id);


--
-- Name: campaigns_historicalentry_team_id_1640b041; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentry_team_id_1640b041 ON public.campaigns_historicalentry USING btree (team_id);


--
-- Name: campaigns_historicalentrypicture_entry_id_3bd14e9a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentrypicture_entry_id_3bd14e9a ON public.campaigns_historicalentrypicture USING btree (entry_id);


--
-- Name: campaigns_historicalentrypicture_history_date_6a12c2d8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentrypicture_history_date_6a12c2d8 ON public.campaigns_historicalentrypicture USING btree (history_date);


--
-- Name: campaigns_historicalentrypicture_history_user_id_475791ce; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentrypicture_history_user_id_475791ce ON public.campaigns_historicalentrypicture USING btree (history_user_id);


--
-- Name: campaigns_historicalentrypicture_id_0d9741d6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalentrypicture_id_0d9741d6 ON public.campaigns_historicalentrypicture USING btree (id);


--
-- Name: campaigns_historicaljuror_competition_id_b265031c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicaljuror_competition_id_b265031c ON public.campaigns_historicaljuror USING btree (competition_id);


--
-- Name: campaigns_historicaljuror_history_date_3066f686; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicaljuror_history_date_3066f686 ON public.campaigns_historicaljuror USING btree (history_date);


--
-- Name: campaigns_historicaljuror_history_user_id_0e71751c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicaljuror_history_user_id_0e71751c ON public.campaigns_historicaljuror USING btree (history_user_id);


--
-- Name: campaigns_historicaljuror_id_928c80fc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicaljuror_id_928c80fc ON public.campaigns_historicaljuror USING btree (id);


--
-- Name: campaigns_historicaljuror_link_key_a1f9bed1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicaljuror_link_key_a1f9bed1 ON public.campaigns_historicaljuror USING btree (link_key);


--
-- Name: campaigns_historicaljuror_link_key_a1f9bed1_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicaljuror_link_key_a1f9bed1_like ON public.campaigns_historicaljuror USING btree (link_key varchar_pattern_ops);


--
-- Name: campaigns_historicaljuror_user_id_3687bb2a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicaljuror_user_id_3687bb2a ON public.campaigns_historicaljuror USING btree (user_id);


--
-- Name: campaigns_historicalmark_criterion_id_b86b5d8d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmark_criterion_id_b86b5d8d ON public.campaigns_historicalmark USING btree (criterion_id);


--
-- Name: campaigns_historicalmark_history_date_e8fae7cc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmark_history_date_e8fae7cc ON public.campaigns_historicalmark USING btree (history_date);


--
-- Name: campaigns_historicalmark_history_user_id_c38acb5d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmark_history_user_id_c38acb5d ON public.campaigns_historicalmark USING btree (history_user_id);


--
-- Name: campaigns_historicalmark_id_5a279071; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmark_id_5a279071 ON public.campaigns_historicalmark USING btree (id);


--
-- Name: campaigns_historicalmark_juror_id_f305d3a5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmark_juror_id_f305d3a5 ON public.campaigns_historicalmark USING btree (juror_id);


--
-- Name: campaigns_historicalmark_team_id_459c4f48; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmark_team_id_459c4f48 ON public.campaigns_historicalmark USING btree (team_id);


--
-- Name: campaigns_historicalmatch_company_id_68020e4a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmatch_company_id_68020e4a ON public.campaigns_historicalmatch USING btree (company_id);


--
-- Name: campaigns_historicalmatch_competition_id_51ea75e0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmatch_competition_id_51ea75e0 ON public.campaigns_historicalmatch USING btree (competition_id);


--
-- Name: campaigns_historicalmatch_history_date_2a54c131; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmatch_history_date_2a54c131 ON public.campaigns_historicalmatch USING btree (history_date);


--
-- Name: campaigns_historicalmatch_history_user_id_2723cbf0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmatch_history_user_id_2723cbf0 ON public.campaigns_historicalmatch USING btree (history_user_id);


--
-- Name: campaigns_historicalmatch_id_576c96bc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmatch_id_576c96bc ON public.campaigns_historicalmatch USING btree (id);


--
-- Name: campaigns_historicalmatch_team_id_4455dc82; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalmatch_team_id_4455dc82 ON public.campaigns_historicalmatch USING btree (team_id);


--
-- Name: campaigns_historicalrecusal_history_date_b2a14568; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalrecusal_history_date_b2a14568 ON public.campaigns_historicalrecusal USING btree (history_date);


--
-- Name: campaigns_historicalrecusal_history_user_id_551df41d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalrecusal_history_user_id_551df41d ON public.campaigns_historicalrecusal USING btree (history_user_id);


--
-- Name: campaigns_historicalrecusal_id_af074c8d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalrecusal_id_af074c8d ON public.campaigns_historicalrecusal USING btree (id);


--
-- Name: campaigns_historicalrecusal_juror_id_e7039216; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalrecusal_juror_id_e7039216 ON public.campaigns_historicalrecusal USING btree (juror_id);


--
-- Name: campaigns_historicalrecusal_team_id_55d0939f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalrecusal_team_id_55d0939f ON public.campaigns_historicalrecusal USING btree (team_id);


--
-- Name: campaigns_historicalteam_code_01446811; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_code_01446811 ON public.campaigns_historicalteam USING btree (code);


--
-- Name: campaigns_historicalteam_code_01446811_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_code_01446811_like ON public.campaigns_historicalteam USING btree (code varchar_pattern_ops);


--
-- Name: campaigns_historicalteam_company_id_e97b0017; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_company_id_e97b0017 ON public.campaigns_historicalteam USING btree (company_id);


--
-- Name: campaigns_historicalteam_competition_id_abccfbbd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_competition_id_abccfbbd ON public.campaigns_historicalteam USING btree (competition_id);


--
-- Name: campaigns_historicalteam_coordinator_id_0c40d830; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_coordinator_id_0c40d830 ON public.campaigns_historicalteam USING btree (coordinator_id);


--
-- Name: campaigns_historicalteam_history_date_593a4d5d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_history_date_593a4d5d ON public.campaigns_historicalteam USING btree (history_date);


--
-- Name: campaigns_historicalteam_history_user_id_17f2bb3c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_history_user_id_17f2bb3c ON public.campaigns_historicalteam USING btree (history_user_id);


--
-- Name: campaigns_historicalteam_id_180d5207; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_historicalteam_id_180d5207 ON public.campaigns_historicalteam USING btree (id);


--
-- Name: campaigns_juror_competition_id_71fbf709; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_juror_competition_id_71fbf709 ON public.campaigns_juror USING btree (competition_id);


--
-- Name: campaigns_juror_link_key_0f93ecf0_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_juror_link_key_0f93ecf0_like ON public.campaigns_juror USING btree (link_key varchar_pattern_ops);


--
-- Name: campaigns_juror_user_id_8384b3d7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_juror_user_id_8384b3d7 ON public.campaigns_juror USING btree (user_id);


--
-- Name: campaigns_mark_criterion_id_6149f86b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_mark_criterion_id_6149f86b ON public.campaigns_mark USING btree (criterion_id);


--
-- Name: campaigns_mark_juror_id_da18c8ba; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_mark_juror_id_da18c8ba ON public.campaigns_mark USING btree (juror_id);


--
-- Name: campaigns_mark_team_id_4e0cd7bf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_mark_team_id_4e0cd7bf ON public.campaigns_mark USING btree (team_id);


--
-- Name: campaigns_match_company_id_db3d775c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_match_company_id_db3d775c ON public.campaigns_match USING btree (company_id);


--
-- Name: campaigns_match_competition_id_16bfc42a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_match_competition_id_16bfc42a ON public.campaigns_match USING btree (competition_id);


--
-- Name: campaigns_match_team_id_ca120219; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_match_team_id_ca120219 ON public.campaigns_match USING btree (team_id);


--
-- Name: campaigns_recusal_juror_id_2fb66ccb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_recusal_juror_id_2fb66ccb ON public.campaigns_recusal USING btree (juror_id);


--
-- Name: campaigns_recusal_team_id_719eacf8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_recusal_team_id_719eacf8 ON public.campaigns_recusal USING btree (team_id);


--
-- Name: campaigns_team_code_7216641f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_team_code_7216641f_like ON public.campaigns_team USING btree (code varchar_pattern_ops);


--
-- Name: campaigns_team_company_id_8bca9b4c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_team_company_id_8bca9b4c ON public.campaigns_team USING btree (company_id);


--
-- Name: campaigns_team_competition_id_ebb3da93; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_team_competition_id_ebb3da93 ON public.campaigns_team USING btree (competition_id);


--
-- Name: campaigns_team_coordinator_id_00fc3f6c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_team_coordinator_id_00fc3f6c ON public.campaigns_team USING btree (coordinator_id);


--
-- Name: campaigns_team_sort_key_37de075b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_team_sort_key_37de075b ON public.campaigns_team USING btree (sort_key);


--
-- Name: campaigns_team_sort_key_37de075b_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX campaigns_team_sort_key_37de075b_like ON public.campaigns_team USING btree (sort_key varchar_pattern_ops);


--
-- Name: core_apitoken_digest_1d87edb9_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_apitoken_digest_1d87edb9_like ON public.core_apitoken USING btree (digest varchar_pattern_ops);


--
-- Name: core_apitoken_token_key_b4ac5b8a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_apitoken_token_key_b4ac5b8a ON public.core_apitoken USING btree (token_key);


--
-- Name: core_apitoken_token_key_b4ac5b8a_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_apitoken_token_key_b4ac5b8a_like ON public.core_apitoken USING btree (token_key varchar_pattern_ops);


--
-- Name: core_apitoken_user_id_030d32aa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_apitoken_user_id_030d32aa ON public.core_apitoken USING btree (user_id);


--
-- Name: core_audit_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_audit_kind ON public.core_auditentry USING btree (kind, number DESC);


--
-- Name: core_audit_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_audit_person ON public.core_auditentry USING btree (person, person_id);


--
-- Name: core_audit_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_audit_subject ON public.core_auditentry USING btree (subject, subject_id);


--
-- Name: core_audit_user; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_audit_user ON public.core_auditentry USING btree (user_id, number DESC);


--
-- Name: core_auditentry_at_1eaa156d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_auditentry_at_1eaa156d ON public.core_auditentry USING btree (at);


--
-- Name: core_auditentry_user_id_83c44605; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_auditentry_user_id_83c44605 ON public.core_auditentry USING btree (user_id);


--
-- Name: core_calendarlink_token_hash_0b0da57d_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_calendarlink_token_hash_0b0da57d_like ON public.core_calendarlink USING btree (token_hash varchar_pattern_ops);


--
-- Name: core_change_changeset_id_2a69b534; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_change_changeset_id_2a69b534 ON public.core_change USING btree (changeset_id);


--
-- Name: core_changeset_made_by_id_266083c2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_changeset_made_by_id_266083c2 ON public.core_changeset USING btree (made_by_id);


--
-- Name: core_changeset_undone_by_id_feb82981; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_changeset_undone_by_id_feb82981 ON public.core_changeset USING btree (undone_by_id);


--
-- Name: core_defaultview_user_id_76c7de98; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_defaultview_user_id_76c7de98 ON public.core_defaultview USING btree (user_id);


--
-- Name: core_defaultview_view_id_5941350a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_defaultview_view_id_5941350a ON public.core_defaultview USING btree (view_id);


--
-- Name: core_digest_user_id_b927bf51; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_digest_user_id_b927bf51 ON public.core_digest USING btree (user_id);


--
-- Name: core_heartbeat_name_217715ae_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_heartbeat_name_217715ae_like ON public.core_heartbeat USING btree (name varchar_pattern_ops);


--
-- Name: core_historicalorganisation_history_date_2fb99399; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_historicalorganisation_history_date_2fb99399 ON public.core_historicalorganisation USING btree (history_date);


--
-- Name: core_historicalorganisation_history_user_id_2352e73d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_historicalorganisation_history_user_id_2352e73d ON public.core_historicalorganisation USING btree (history_user_id);


--
-- Name: core_historicalorganisation_id_a2a7f6d1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_historicalorganisation_id_a2a7f6d1 ON public.core_historicalorganisation USING btree (id);


--
-- Name: core_historicalsavedview_history_date_74b5196b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_historicalsavedview_history_date_74b5196b ON public.core_historicalsavedview USING btree (history_date);


--
-- Name: core_historicalsavedview_history_user_id_14e4aef4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_historicalsavedview_history_user_id_14e4aef4 ON public.core_historicalsavedview USING btree (history_user_id);


--
-- Name: core_historicalsavedview_id_f9b563f7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_historicalsavedview_id_f9b563f7 ON public.core_historicalsavedview USING btree (id);


--
-- Name: core_historicalsavedview_owner_id_9164deeb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_historicalsavedview_owner_id_9164deeb ON public.core_historicalsavedview USING btree (owner_id);


--
-- Name: core_job_lost; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_job_lost ON public.core_job USING btree (state, seen_at);


--
-- Name: core_job_owner_id_5d65a52b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_job_owner_id_5d65a52b ON public.core_job USING btree (owner_id);


--
-- Name: core_savedview_owner_id_33564278; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_savedview_owner_id_33564278 ON public.core_savedview USING btree (owner_id);


--
-- Name: core_savedview_sort_key_b196d4c9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_savedview_sort_key_b196d4c9 ON public.core_savedview USING btree (sort_key);


--
-- Name: core_savedview_sort_key_b196d4c9_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_savedview_sort_key_b196d4c9_like ON public.core_savedview USING btree (sort_key varchar_pattern_ops);


--
-- Name: core_scheduledrun_once_a_day; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX core_scheduledrun_once_a_day ON public.core_scheduledrun USING btree (name, day) WHERE (NOT by_hand);


--
-- Name: core_scheduledrun_one_at_a_time; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX core_scheduledrun_one_at_a_time ON public.core_scheduledrun USING btree (name) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'running'::character varying])::text[]));


--
-- Name: core_scheduledrun_ordered_by_id_ac77f84b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_scheduledrun_ordered_by_id_ac77f84b ON public.core_scheduledrun USING btree (ordered_by_id);


--
-- Name: core_sentform_key_d04f7484_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_sentform_key_d04f7484_like ON public.core_sentform USING btree (key varchar_pattern_ops);


--
-- Name: core_sentform_place_627ba2ec; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_sentform_place_627ba2ec ON public.core_sentform USING btree (place);


--
-- Name: core_sentform_place_627ba2ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_sentform_place_627ba2ec_like ON public.core_sentform USING btree (place varchar_pattern_ops);


--
-- Name: core_sentform_saved_at_151622de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_sentform_saved_at_151622de ON public.core_sentform USING btree (saved_at);


--
-- Name: core_sequence_name_f1fccd23_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_sequence_name_f1fccd23_like ON public.core_sequence USING btree (name varchar_pattern_ops);


--
-- Name: core_session_expire_date_7cd120d6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_session_expire_date_7cd120d6 ON public.core_session USING btree (expire_date);


--
-- Name: core_session_session_key_6bc87767_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_session_session_key_6bc87767_like ON public.core_session USING btree (session_key varchar_pattern_ops);


--
-- Name: core_session_user_id_494e6742; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_session_user_id_494e6742 ON public.core_session USING btree (user_id);


--
-- Name: core_startstep_by_id_b0f84fd6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_startstep_by_id_b0f84fd6 ON public.core_startstep USING btree (by_id);


--
-- Name: core_startstep_key_ee403401_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_startstep_key_ee403401_like ON public.core_startstep USING btree (key varchar_pattern_ops);


--
-- Name: core_user_groups_group_id_fe8c697f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_user_groups_group_id_fe8c697f ON public.core_user_groups USING btree (group_id);


--
-- Name: core_user_groups_user_id_70b4d9b8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_user_groups_user_id_70b4d9b8 ON public.core_user_groups USING btree (user_id);


--
-- Name: core_user_sort_key_80c586be; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_user_sort_key_80c586be ON public.core_user USING btree (sort_key);


--
-- Name: core_user_sort_key_80c586be_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_user_sort_key_80c586be_like ON public.core_user USING btree (sort_key varchar_pattern_ops);


--
-- Name: core_user_user_permissions_permission_id_35ccf601; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_user_user_permissions_permission_id_35ccf601 ON public.core_user_user_permissions USING btree (permission_id);


--
-- Name: core_user_user_permissions_user_id_085123d3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_user_user_permissions_user_id_085123d3 ON public.core_user_user_permissions USING btree (user_id);


--
-- Name: core_user_username_36e4f7f7_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX core_user_username_36e4f7f7_like ON public.core_user USING btree (username varchar_pattern_ops);


--
-- Name: crm_affiliation_company_id_f1d2620c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_affiliation_company_id_f1d2620c ON public.crm_affiliation USING btree (company_id);


--
-- Name: crm_affiliation_contact_id_49246bb8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_affiliation_contact_id_49246bb8 ON public.crm_affiliation USING btree (contact_id);


--
-- Name: crm_company_last_contact; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_last_contact ON public.crm_company USING btree (last_contact_at, id);


--
-- Name: crm_company_match_key_46e666b9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_match_key_46e666b9 ON public.crm_company USING btree (match_key);


--
-- Name: crm_company_match_key_46e666b9_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_match_key_46e666b9_like ON public.crm_company USING btree (match_key varchar_pattern_ops);


--
-- Name: crm_company_owner_id_a25b9c7d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_owner_id_a25b9c7d ON public.crm_company USING btree (owner_id);


--
-- Name: crm_company_sort_key_3cf68bf4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_sort_key_3cf68bf4 ON public.crm_company USING btree (sort_key);


--
-- Name: crm_company_sort_key_3cf68bf4_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_sort_key_3cf68bf4_like ON public.crm_company USING btree (sort_key varchar_pattern_ops);


--
-- Name: crm_company_sorted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_sorted ON public.crm_company USING btree (sort_key, id);


--
-- Name: crm_company_tags_company_id_a6194cbf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_tags_company_id_a6194cbf ON public.crm_company_tags USING btree (company_id);


--
-- Name: crm_company_tags_tag_id_635170d1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_tags_tag_id_635170d1 ON public.crm_company_tags USING btree (tag_id);


--
-- Name: crm_company_words; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_company_words ON public.crm_company USING gin (search_key public.gin_trgm_ops);


--
-- Name: crm_contact_match_key_230586f3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_contact_match_key_230586f3 ON public.crm_contact USING btree (match_key);


--
-- Name: crm_contact_match_key_230586f3_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_contact_match_key_230586f3_like ON public.crm_contact USING btree (match_key varchar_pattern_ops);


--
-- Name: crm_contact_sort_key_4b1adb16; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_contact_sort_key_4b1adb16 ON public.crm_contact USING btree (sort_key);


--
-- Name: crm_contact_sort_key_4b1adb16_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_contact_sort_key_4b1adb16_like ON public.crm_contact USING btree (sort_key varchar_pattern_ops);


--
-- Name: crm_contact_words; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_contact_words ON public.crm_contact USING gin (search_key public.gin_trgm_ops);


--
-- Name: crm_delivery_delivered_by_id_5565f0f6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_delivery_delivered_by_id_5565f0f6 ON public.crm_delivery USING btree (delivered_by_id);


--
-- Name: crm_delivery_doer_id_cd00c245; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_delivery_doer_id_cd00c245 ON public.crm_delivery USING btree (doer_id);


--
-- Name: crm_delivery_owed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_delivery_owed ON public.crm_delivery USING btree (due_on, id) WHERE ((state)::text = ANY ((ARRAY['planned'::character varying, 'ongoing'::character varying])::text[]));


--
-- Name: crm_delivery_sponsorship_id_74e5b976; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_delivery_sponsorship_id_74e5b976 ON public.crm_delivery USING btree (sponsorship_id);


--
-- Name: crm_deliverypart_delivered_by_id_88043911; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_deliverypart_delivered_by_id_88043911 ON public.crm_deliverypart USING btree (delivered_by_id);


--
-- Name: crm_deliverypart_delivery_id_899121e4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_deliverypart_delivery_id_899121e4 ON public.crm_deliverypart USING btree (delivery_id);


--
-- Name: crm_document_added_by_id_1858e174; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_added_by_id_1858e174 ON public.crm_document USING btree (added_by_id);


--
-- Name: crm_document_company_id_ed7b8d0b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_company_id_ed7b8d0b ON public.crm_document USING btree (company_id);


--
-- Name: crm_document_interaction_id_5381e2c3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_interaction_id_5381e2c3 ON public.crm_document USING btree (interaction_id);


--
-- Name: crm_document_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_newest ON public.crm_document USING btree (dated_on DESC, id DESC);


--
-- Name: crm_document_once_at_company; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX crm_document_once_at_company ON public.crm_document USING btree (company_id, sha256) WHERE (removed_at IS NULL);


--
-- Name: crm_document_removed_by_id_67534404; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_removed_by_id_67534404 ON public.crm_document USING btree (removed_by_id);


--
-- Name: crm_document_sha256_cad74a6c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_sha256_cad74a6c ON public.crm_document USING btree (sha256);


--
-- Name: crm_document_sha256_cad74a6c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_sha256_cad74a6c_like ON public.crm_document USING btree (sha256 varchar_pattern_ops);


--
-- Name: crm_document_sort_key_b8bee4ee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_sort_key_b8bee4ee ON public.crm_document USING btree (sort_key);


--
-- Name: crm_document_sort_key_b8bee4ee_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_sort_key_b8bee4ee_like ON public.crm_document USING btree (sort_key varchar_pattern_ops);


--
-- Name: crm_document_sponsorship_id_43b1a452; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_document_sponsorship_id_43b1a452 ON public.crm_document USING btree (sponsorship_id);


--
-- Name: crm_historicalaffiliation_company_id_a6959b8f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalaffiliation_company_id_a6959b8f ON public.crm_historicalaffiliation USING btree (company_id);


--
-- Name: crm_historicalaffiliation_contact_id_dfa89102; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalaffiliation_contact_id_dfa89102 ON public.crm_historicalaffiliation USING btree (contact_id);


--
-- Name: crm_historicalaffiliation_history_date_a4a9b379; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalaffiliation_history_date_a4a9b379 ON public.crm_historicalaffiliation USING btree (history_date);


--
-- Name: crm_historicalaffiliation_history_user_id_9cd6150e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalaffiliation_history_user_id_9cd6150e ON public.crm_historicalaffiliation USING btree (history_user_id);


--
-- Name: crm_historicalaffiliation_id_e4ab8d85; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalaffiliation_id_e4ab8d85 ON public.crm_historicalaffiliation USING btree (id);


--
-- Name: crm_historicalcompany_history_date_05e17fe6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalcompany_history_date_05e17fe6 ON public.crm_historicalcompany USING btree (history_date);


--
-- Name: crm_historicalcompany_history_user_id_76fca430; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalcompany_history_user_id_76fca430 ON public.crm_historicalcompany USING btree (history_user_id);


--
-- Name: crm_historicalcompany_id_298ff3d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalcompany_id_298ff3d5 ON public.crm_historicalcompany USING btree (id);


--
-- Name: crm_historicalcompany_owner_id_71ce21b4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalcompany_owner_id_71ce21b4 ON public.crm_historicalcompany USING btree (owner_id);


--
-- Name: crm_historicalcontact_history_date_7d9debdf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalcontact_history_date_7d9debdf ON public.crm_historicalcontact USING btree (history_date);


--
-- Name: crm_historicalcontact_history_user_id_46e22627; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalcontact_history_user_id_46e22627 ON public.crm_historicalcontact USING btree (history_user_id);


--
-- Name: crm_historicalcontact_id_70479939; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalcontact_id_70479939 ON public.crm_historicalcontact USING btree (id);


--
-- Name: crm_historicaldelivery_delivered_by_id_c1de689f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldelivery_delivered_by_id_c1de689f ON public.crm_historicaldelivery USING btree (delivered_by_id);


--
-- Name: crm_historicaldelivery_doer_id_f45d08a0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldelivery_doer_id_f45d08a0 ON public.crm_historicaldelivery USING btree (doer_id);


--
-- Name: crm_historicaldelivery_history_date_97617dfd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldelivery_history_date_97617dfd ON public.crm_historicaldelivery USING btree (history_date);


--
-- Name: crm_historicaldelivery_history_user_id_c9acb237; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldelivery_history_user_id_c9acb237 ON public.crm_historicaldelivery USING btree (history_user_id);


--
-- Name: crm_historicaldelivery_id_08c9d2c1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldelivery_id_08c9d2c1 ON public.crm_historicaldelivery USING btree (id);


--
-- Name: crm_historicaldelivery_sponsorship_id_0e522043; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldelivery_sponsorship_id_0e522043 ON public.crm_historicaldelivery USING btree (sponsorship_id);


--
-- Name: crm_historicaldeliverypart_delivered_by_id_f7c6d9f0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldeliverypart_delivered_by_id_f7c6d9f0 ON public.crm_historicaldeliverypart USING btree (delivered_by_id);


--
-- Name: crm_historicaldeliverypart_delivery_id_747f18cf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldeliverypart_delivery_id_747f18cf ON public.crm_historicaldeliverypart USING btree (delivery_id);


--
-- Name: crm_historicaldeliverypart_history_date_31de28f6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldeliverypart_history_date_31de28f6 ON public.crm_historicaldeliverypart USING btree (history_date);


--
-- Name: crm_historicaldeliverypart_history_user_id_a5bfb921; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldeliverypart_history_user_id_a5bfb921 ON public.crm_historicaldeliverypart USING btree (history_user_id);


--
-- Name: crm_historicaldeliverypart_id_d2a87abf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldeliverypart_id_d2a87abf ON public.crm_historicaldeliverypart USING btree (id);


--
-- Name: crm_historicaldocument_added_by_id_d2ac0276; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_added_by_id_d2ac0276 ON public.crm_historicaldocument USING btree (added_by_id);


--
-- Name: crm_historicaldocument_company_id_d2fa5f93; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_company_id_d2fa5f93 ON public.crm_historicaldocument USING btree (company_id);


--
-- Name: crm_historicaldocument_history_date_70fcc81a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_history_date_70fcc81a ON public.crm_historicaldocument USING btree (history_date);


--
-- Name: crm_historicaldocument_history_user_id_8474c2fc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_history_user_id_8474c2fc ON public.crm_historicaldocument USING btree (history_user_id);


--
-- Name: crm_historicaldocument_id_af57ee3c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_id_af57ee3c ON public.crm_historicaldocument USING btree (id);


--
-- Name: crm_historicaldocument_interaction_id_27b0e2d4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_interaction_id_27b0e2d4 ON public.crm_historicaldocument USING btree (interaction_id);


--
-- Name: crm_historicaldocument_removed_by_id_cf675ec5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_removed_by_id_cf675ec5 ON public.crm_historicaldocument USING btree (removed_by_id);


--
-- Name: crm_historicaldocument_sha256_211feb0c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_sha256_211feb0c ON public.crm_historicaldocument USING btree (sha256);


--
-- Name: crm_historicaldocument_sha256_211feb0c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_sha256_211feb0c_like ON public.crm_historicaldocument USING btree (sha256 varchar_pattern_ops);


--
-- Name: crm_historicaldocument_sponsorship_id_3c24b221; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicaldocument_sponsorship_id_3c24b221 ON public.crm_historicaldocument USING btree (sponsorship_id);


--
-- Name: crm_historicalinteraction_goal_id_fb29247e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalinteraction_goal_id_fb29247e ON public.crm_historicalinteraction USING btree (goal_id);


--
-- Name: crm_historicalinteraction_history_date_98a0678e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalinteraction_history_date_98a0678e ON public.crm_historicalinteraction USING btree (history_date);


--
-- Name: crm_historicalinteraction_history_user_id_886fcdd9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalinteraction_history_user_id_886fcdd9 ON public.crm_historicalinteraction USING btree (history_user_id);


--
-- Name: crm_historicalinteraction_id_6d764312; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalinteraction_id_6d764312 ON public.crm_historicalinteraction USING btree (id);


--
-- Name: crm_historicalinteraction_logged_by_id_a56b21f1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalinteraction_logged_by_id_a56b21f1 ON public.crm_historicalinteraction USING btree (logged_by_id);


--
-- Name: crm_historicallapsereason_history_date_d673195f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicallapsereason_history_date_d673195f ON public.crm_historicallapsereason USING btree (history_date);


--
-- Name: crm_historicallapsereason_history_user_id_732c3dd5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicallapsereason_history_user_id_732c3dd5 ON public.crm_historicallapsereason USING btree (history_user_id);


--
-- Name: crm_historicallapsereason_id_1dcd2b09; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicallapsereason_id_1dcd2b09 ON public.crm_historicallapsereason USING btree (id);


--
-- Name: crm_historicalnextstep_assignee_id_9591c693; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_assignee_id_9591c693 ON public.crm_historicalnextstep USING btree (assignee_id);


--
-- Name: crm_historicalnextstep_company_id_89596427; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_company_id_89596427 ON public.crm_historicalnextstep USING btree (company_id);


--
-- Name: crm_historicalnextstep_contact_id_e213624f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_contact_id_e213624f ON public.crm_historicalnextstep USING btree (contact_id);


--
-- Name: crm_historicalnextstep_done_by_id_29753b14; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_done_by_id_29753b14 ON public.crm_historicalnextstep USING btree (done_by_id);


--
-- Name: crm_historicalnextstep_history_date_97e7e262; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_history_date_97e7e262 ON public.crm_historicalnextstep USING btree (history_date);


--
-- Name: crm_historicalnextstep_history_user_id_6ea926be; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_history_user_id_6ea926be ON public.crm_historicalnextstep USING btree (history_user_id);


--
-- Name: crm_historicalnextstep_id_295051c7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_id_295051c7 ON public.crm_historicalnextstep USING btree (id);


--
-- Name: crm_historicalnextstep_origin_id_1a244cac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_origin_id_1a244cac ON public.crm_historicalnextstep USING btree (origin_id);


--
-- Name: crm_historicalnextstep_sponsorship_id_9ccda1ba; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalnextstep_sponsorship_id_9ccda1ba ON public.crm_historicalnextstep USING btree (sponsorship_id);


--
-- Name: crm_historicalpause_company_id_15e35b88; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalpause_company_id_15e35b88 ON public.crm_historicalpause USING btree (company_id);


--
-- Name: crm_historicalpause_history_date_238ab0e4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalpause_history_date_238ab0e4 ON public.crm_historicalpause USING btree (history_date);


--
-- Name: crm_historicalpause_history_user_id_ae1ea477; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalpause_history_user_id_ae1ea477 ON public.crm_historicalpause USING btree (history_user_id);


--
-- Name: crm_historicalpause_id_5f2c313c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalpause_id_5f2c313c ON public.crm_historicalpause USING btree (id);


--
-- Name: crm_historicalpause_made_by_id_1c6f7d85; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalpause_made_by_id_1c6f7d85 ON public.crm_historicalpause USING btree (made_by_id);


--
-- Name: crm_historicalpause_sponsorship_id_571a1b2a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalpause_sponsorship_id_571a1b2a ON public.crm_historicalpause USING btree (sponsorship_id);


--
-- Name: crm_historicalproof_delivery_id_49d15e48; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalproof_delivery_id_49d15e48 ON public.crm_historicalproof USING btree (delivery_id);


--
-- Name: crm_historicalproof_history_date_58d56142; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalproof_history_date_58d56142 ON public.crm_historicalproof USING btree (history_date);


--
-- Name: crm_historicalproof_history_user_id_3cc917d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalproof_history_user_id_3cc917d5 ON public.crm_historicalproof USING btree (history_user_id);


--
-- Name: crm_historicalproof_id_72253d3d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalproof_id_72253d3d ON public.crm_historicalproof USING btree (id);


--
-- Name: crm_historicalproof_part_id_3d3d2848; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalproof_part_id_3d3d2848 ON public.crm_historicalproof USING btree (part_id);


--
-- Name: crm_historicalsponsorship_agreement_no_77c155ac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_agreement_no_77c155ac ON public.crm_historicalsponsorship USING btree (agreement_no);


--
-- Name: crm_historicalsponsorship_agreement_no_77c155ac_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_agreement_no_77c155ac_like ON public.crm_historicalsponsorship USING btree (agreement_no varchar_pattern_ops);


--
-- Name: crm_historicalsponsorship_company_id_4ea18c95; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_company_id_4ea18c95 ON public.crm_historicalsponsorship USING btree (company_id);


--
-- Name: crm_historicalsponsorship_goal_id_9afa0816; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_goal_id_9afa0816 ON public.crm_historicalsponsorship USING btree (goal_id);


--
-- Name: crm_historicalsponsorship_history_date_783471af; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_history_date_783471af ON public.crm_historicalsponsorship USING btree (history_date);


--
-- Name: crm_historicalsponsorship_history_user_id_51f40c8f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_history_user_id_51f40c8f ON public.crm_historicalsponsorship USING btree (history_user_id);


--
-- Name: crm_historicalsponsorship_id_00cc50b0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_id_00cc50b0 ON public.crm_historicalsponsorship USING btree (id);


--
-- Name: crm_historicalsponsorship_lapse_reason_id_8c47e70e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_lapse_reason_id_8c47e70e ON public.crm_historicalsponsorship USING btree (lapse_reason_id);


--
-- Name: crm_historicalsponsorship_owner_id_8ada996d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_owner_id_8ada996d ON public.crm_historicalsponsorship USING btree (owner_id);


--
-- Name: crm_historicalsponsorship_renews_id_a82e5b38; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_renews_id_a82e5b38 ON public.crm_historicalsponsorship USING btree (renews_id);


--
-- Name: crm_historicalsponsorship_signed_by_id_8715f310; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_signed_by_id_8715f310 ON public.crm_historicalsponsorship USING btree (signed_by_id);


--
-- Name: crm_historicalsponsorship_tier_id_0d48f432; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorship_tier_id_0d48f432 ON public.crm_historicalsponsorship USING btree (tier_id);


--
-- Name: crm_historicalsponsorshipamendment_history_date_e1fc9f57; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorshipamendment_history_date_e1fc9f57 ON public.crm_historicalsponsorshipamendment USING btree (history_date);


--
-- Name: crm_historicalsponsorshipamendment_history_user_id_12f8cce1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorshipamendment_history_user_id_12f8cce1 ON public.crm_historicalsponsorshipamendment USING btree (history_user_id);


--
-- Name: crm_historicalsponsorshipamendment_id_9cbba7b4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorshipamendment_id_9cbba7b4 ON public.crm_historicalsponsorshipamendment USING btree (id);


--
-- Name: crm_historicalsponsorshipamendment_made_by_id_63cee129; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorshipamendment_made_by_id_63cee129 ON public.crm_historicalsponsorshipamendment USING btree (made_by_id);


--
-- Name: crm_historicalsponsorshipamendment_sponsorship_id_07caf96a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalsponsorshipamendment_sponsorship_id_07caf96a ON public.crm_historicalsponsorshipamendment USING btree (sponsorship_id);


--
-- Name: crm_historicalstagerule_history_date_013e496e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalstagerule_history_date_013e496e ON public.crm_historicalstagerule USING btree (history_date);


--
-- Name: crm_historicalstagerule_history_user_id_9f2e37ff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalstagerule_history_user_id_9f2e37ff ON public.crm_historicalstagerule USING btree (history_user_id);


--
-- Name: crm_historicalstagerule_id_f07770e5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalstagerule_id_f07770e5 ON public.crm_historicalstagerule USING btree (id);


--
-- Name: crm_historicalstagerule_stage_66fe0dc7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalstagerule_stage_66fe0dc7 ON public.crm_historicalstagerule USING btree (stage);


--
-- Name: crm_historicalstagerule_stage_66fe0dc7_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_historicalstagerule_stage_66fe0dc7_like ON public.crm_historicalstagerule USING btree (stage varchar_pattern_ops);


--
-- Name: crm_interaction_companies_company_id_79583ee0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_companies_company_id_79583ee0 ON public.crm_interaction_companies USING btree (company_id);


--
-- Name: crm_interaction_companies_interaction_id_1628a908; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_companies_interaction_id_1628a908 ON public.crm_interaction_companies USING btree (interaction_id);


--
-- Name: crm_interaction_contacts_contact_id_2325b2e6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_contacts_contact_id_2325b2e6 ON public.crm_interaction_contacts USING btree (contact_id);


--
-- Name: crm_interaction_contacts_interaction_id_3cedb6f6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_contacts_interaction_id_3cedb6f6 ON public.crm_interaction_contacts USING btree (interaction_id);


--
-- Name: crm_interaction_goal; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_goal ON public.crm_interaction USING btree (goal_id, happened_at DESC);


--
-- Name: crm_interaction_goal_id_0fbd53a9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_goal_id_0fbd53a9 ON public.crm_interaction USING btree (goal_id);


--
-- Name: crm_interaction_logged_by_id_3e93cd8b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_logged_by_id_3e93cd8b ON public.crm_interaction USING btree (logged_by_id);


--
-- Name: crm_interaction_mail; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_mail ON public.crm_interaction USING btree (mail_fingerprint) WHERE (NOT ((mail_fingerprint)::text = ''::text));


--
-- Name: crm_interaction_mail_no; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_mail_no ON public.crm_interaction USING btree (message_id) WHERE (NOT ((message_id)::text = ''::text));


--
-- Name: crm_interaction_mail_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX crm_interaction_mail_once ON public.crm_interaction USING btree (message_id) WHERE ((NOT ((message_id)::text = ''::text)) AND (NOT logged_again));


--
-- Name: crm_interaction_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_newest ON public.crm_interaction USING btree (happened_at DESC, id DESC);


--
-- Name: crm_interaction_pasted_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX crm_interaction_pasted_once ON public.crm_interaction USING btree (mail_fingerprint) WHERE ((NOT logged_again) AND ((message_id)::text = ''::text) AND (NOT ((mail_fingerprint)::text = ''::text)));


--
-- Name: crm_interaction_words; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_interaction_words ON public.crm_interaction USING gin (search_key public.gin_trgm_ops);


--
-- Name: crm_merge_leads_to; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_merge_leads_to ON public.crm_merge USING btree (kind, leads_to);


--
-- Name: crm_nextstep_assignee_id_56656b3a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_nextstep_assignee_id_56656b3a ON public.crm_nextstep USING btree (assignee_id);


--
-- Name: crm_nextstep_company_id_f139c98c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_nextstep_company_id_f139c98c ON public.crm_nextstep USING btree (company_id);


--
-- Name: crm_nextstep_contact_id_8a40a7c5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_nextstep_contact_id_8a40a7c5 ON public.crm_nextstep USING btree (contact_id);


--
-- Name: crm_nextstep_done_by_id_21c74c55; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_nextstep_done_by_id_21c74c55 ON public.crm_nextstep USING btree (done_by_id);


--
-- Name: crm_nextstep_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_nextstep_open ON public.crm_nextstep USING btree (assignee_id, due_on) WHERE (done_at IS NULL);


--
-- Name: crm_nextstep_origin_id_c0d72a4a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_nextstep_origin_id_c0d72a4a ON public.crm_nextstep USING btree (origin_id);


--
-- Name: crm_nextstep_sponsorship_id_ff2abc75; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_nextstep_sponsorship_id_ff2abc75 ON public.crm_nextstep USING btree (sponsorship_id);


--
-- Name: crm_pause_company_id_b2211d9f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_pause_company_id_b2211d9f ON public.crm_pause USING btree (company_id);


--
-- Name: crm_pause_current; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_pause_current ON public.crm_pause USING btree (company_id, until);


--
-- Name: crm_pause_made_by_id_f8baa509; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_pause_made_by_id_f8baa509 ON public.crm_pause USING btree (made_by_id);


--
-- Name: crm_pause_sponsorship_id_4846849a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_pause_sponsorship_id_4846849a ON public.crm_pause USING btree (sponsorship_id);


--
-- Name: crm_proof_delivery_id_ca233413; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_proof_delivery_id_ca233413 ON public.crm_proof USING btree (delivery_id);


--
-- Name: crm_proof_part_id_2cf64d1f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_proof_part_id_2cf64d1f ON public.crm_proof USING btree (part_id);


--
-- Name: crm_removedinteraction_companies_company_id_f82ca929; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_removedinteraction_companies_company_id_f82ca929 ON public.crm_removedinteraction_companies USING btree (company_id);


--
-- Name: crm_removedinteraction_companies_removedinteraction_id_4049686f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_removedinteraction_companies_removedinteraction_id_4049686f ON public.crm_removedinteraction_companies USING btree (removedinteraction_id);


--
-- Name: crm_removedinteraction_removed_by_id_4e77138f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_removedinteraction_removed_by_id_4e77138f ON public.crm_removedinteraction USING btree (removed_by_id);


--
-- Name: crm_sponsorship_agreement_no_628fec5f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_agreement_no_628fec5f_like ON public.crm_sponsorship USING btree (agreement_no varchar_pattern_ops);


--
-- Name: crm_sponsorship_company; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_company ON public.crm_sponsorship USING btree (company_id, stage, ends);


--
-- Name: crm_sponsorship_company_id_5bfc32b0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_company_id_5bfc32b0 ON public.crm_sponsorship USING btree (company_id);


--
-- Name: crm_sponsorship_ending; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_ending ON public.crm_sponsorship USING btree (stage, ends, starts, ended_on, company_id);


--
-- Name: crm_sponsorship_goal_id_724f2cfe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_goal_id_724f2cfe ON public.crm_sponsorship USING btree (goal_id);


--
-- Name: crm_sponsorship_lapse_reason_id_6705188a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_lapse_reason_id_6705188a ON public.crm_sponsorship USING btree (lapse_reason_id);


--
-- Name: crm_sponsorship_one_successor; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX crm_sponsorship_one_successor ON public.crm_sponsorship USING btree (renews_id) WHERE ((NOT ((stage)::text = 'declined'::text)) AND ((ended_on IS NULL) OR (ended_on >= starts)));


--
-- Name: crm_sponsorship_owner_id_6866bf95; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_owner_id_6866bf95 ON public.crm_sponsorship USING btree (owner_id);


--
-- Name: crm_sponsorship_renews_id_b17dd8df; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_renews_id_b17dd8df ON public.crm_sponsorship USING btree (renews_id);


--
-- Name: crm_sponsorship_seats; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_seats ON public.crm_sponsorship USING btree (goal_id, tier_id, starts, ends);


--
-- Name: crm_sponsorship_signed_by_id_6be2afe4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_signed_by_id_6be2afe4 ON public.crm_sponsorship USING btree (signed_by_id);


--
-- Name: crm_sponsorship_standing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_standing ON public.crm_sponsorship USING btree (stage, stage_since);


--
-- Name: crm_sponsorship_tier_id_fb14ada1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorship_tier_id_fb14ada1 ON public.crm_sponsorship USING btree (tier_id);


--
-- Name: crm_sponsorshipamendment_made_by_id_60b4fc36; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorshipamendment_made_by_id_60b4fc36 ON public.crm_sponsorshipamendment USING btree (made_by_id);


--
-- Name: crm_sponsorshipamendment_sponsorship_id_7022acd6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_sponsorshipamendment_sponsorship_id_7022acd6 ON public.crm_sponsorshipamendment USING btree (sponsorship_id);


--
-- Name: crm_stagerule_stage_dd697897_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_stagerule_stage_dd697897_like ON public.crm_stagerule USING btree (stage varchar_pattern_ops);


--
-- Name: crm_tag_name_2c6eaa92_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_tag_name_2c6eaa92_like ON public.crm_tag USING btree (name varchar_pattern_ops);


--
-- Name: crm_tag_sort_key_2581daa0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_tag_sort_key_2581daa0 ON public.crm_tag USING btree (sort_key);


--
-- Name: crm_tag_sort_key_2581daa0_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX crm_tag_sort_key_2581daa0_like ON public.crm_tag USING btree (sort_key varchar_pattern_ops);


--
-- Name: django_admin_log_content_type_id_c4bce8eb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);


--
-- Name: django_admin_log_user_id_c564eba6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);


--
-- Name: django_task_backend_071754_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);


--
-- Name: django_task_queue_n_99c321_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);


--
-- Name: duplicates_companypair_distinct_by_id_2526130e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX duplicates_companypair_distinct_by_id_2526130e ON public.duplicates_companypair USING btree (distinct_by_id);


--
-- Name: duplicates_companypair_one_id_005b2d70; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX duplicates_companypair_one_id_005b2d70 ON public.duplicates_companypair USING btree (one_id);


--
-- Name: duplicates_companypair_other_id_ff611d40; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX duplicates_companypair_other_id_ff611d40 ON public.duplicates_companypair USING btree (other_id);


--
-- Name: duplicates_contactpair_distinct_by_id_36c1bc1d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX duplicates_contactpair_distinct_by_id_36c1bc1d ON public.duplicates_contactpair USING btree (distinct_by_id);


--
-- Name: duplicates_contactpair_one_id_9b37ad27; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX duplicates_contactpair_one_id_9b37ad27 ON public.duplicates_contactpair USING btree (one_id);


--
-- Name: duplicates_contactpair_other_id_b5f45411; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX duplicates_contactpair_other_id_b5f45411 ON public.duplicates_contactpair USING btree (other_id);


--
-- Name: goals_benefit_doer_id_9cd0c250; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_benefit_doer_id_9cd0c250 ON public.goals_benefit USING btree (doer_id);


--
-- Name: goals_benefit_offer_id_5741ebb1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_benefit_offer_id_5741ebb1 ON public.goals_benefit USING btree (offer_id);


--
-- Name: goals_goal_global_goals_globalgoal_id_a35f680b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_goal_global_goals_globalgoal_id_a35f680b ON public.goals_goal_global_goals USING btree (globalgoal_id);


--
-- Name: goals_goal_global_goals_goal_id_45034c50; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_goal_global_goals_goal_id_45034c50 ON public.goals_goal_global_goals USING btree (goal_id);


--
-- Name: goals_goal_sort_key_f962c1d3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_goal_sort_key_f962c1d3 ON public.goals_goal USING btree (sort_key);


--
-- Name: goals_goal_sort_key_f962c1d3_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_goal_sort_key_f962c1d3_like ON public.goals_goal USING btree (sort_key varchar_pattern_ops);


--
-- Name: goals_historicalbenefit_doer_id_941f3648; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalbenefit_doer_id_941f3648 ON public.goals_historicalbenefit USING btree (doer_id);


--
-- Name: goals_historicalbenefit_history_date_3fc8ceb1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalbenefit_history_date_3fc8ceb1 ON public.goals_historicalbenefit USING btree (history_date);


--
-- Name: goals_historicalbenefit_history_user_id_5875dc3f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalbenefit_history_user_id_5875dc3f ON public.goals_historicalbenefit USING btree (history_user_id);


--
-- Name: goals_historicalbenefit_id_9eb32eea; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalbenefit_id_9eb32eea ON public.goals_historicalbenefit USING btree (id);


--
-- Name: goals_historicalbenefit_offer_id_2c788f62; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalbenefit_offer_id_2c788f62 ON public.goals_historicalbenefit USING btree (offer_id);


--
-- Name: goals_historicalgoal_history_date_4e826480; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalgoal_history_date_4e826480 ON public.goals_historicalgoal USING btree (history_date);


--
-- Name: goals_historicalgoal_history_user_id_9b2163f4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalgoal_history_user_id_9b2163f4 ON public.goals_historicalgoal USING btree (history_user_id);


--
-- Name: goals_historicalgoal_id_6328881a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalgoal_id_6328881a ON public.goals_historicalgoal USING btree (id);


--
-- Name: goals_historicalgoal_number_9b5aabca; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalgoal_number_9b5aabca ON public.goals_historicalgoal USING btree (number);


--
-- Name: goals_historicalkeyfigure_goal_id_d5928472; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigure_goal_id_d5928472 ON public.goals_historicalkeyfigure USING btree (goal_id);


--
-- Name: goals_historicalkeyfigure_history_date_91912c74; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigure_history_date_91912c74 ON public.goals_historicalkeyfigure USING btree (history_date);


--
-- Name: goals_historicalkeyfigure_history_user_id_cbb3dbcb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigure_history_user_id_cbb3dbcb ON public.goals_historicalkeyfigure USING btree (history_user_id);


--
-- Name: goals_historicalkeyfigure_id_e036a8de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigure_id_e036a8de ON public.goals_historicalkeyfigure USING btree (id);


--
-- Name: goals_historicalkeyfigurevalue_history_date_59d54f7f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigurevalue_history_date_59d54f7f ON public.goals_historicalkeyfigurevalue USING btree (history_date);


--
-- Name: goals_historicalkeyfigurevalue_history_user_id_079c6a42; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigurevalue_history_user_id_079c6a42 ON public.goals_historicalkeyfigurevalue USING btree (history_user_id);


--
-- Name: goals_historicalkeyfigurevalue_id_e21fe6d9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigurevalue_id_e21fe6d9 ON public.goals_historicalkeyfigurevalue USING btree (id);


--
-- Name: goals_historicalkeyfigurevalue_key_figure_id_58d353b6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalkeyfigurevalue_key_figure_id_58d353b6 ON public.goals_historicalkeyfigurevalue USING btree (key_figure_id);


--
-- Name: goals_historicaltier_history_date_f5adb7e0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltier_history_date_f5adb7e0 ON public.goals_historicaltier USING btree (history_date);


--
-- Name: goals_historicaltier_history_user_id_fb6e56f8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltier_history_user_id_fb6e56f8 ON public.goals_historicaltier USING btree (history_user_id);


--
-- Name: goals_historicaltier_id_85114a5b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltier_id_85114a5b ON public.goals_historicaltier USING btree (id);


--
-- Name: goals_historicaltier_rank_69c846a1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltier_rank_69c846a1 ON public.goals_historicaltier USING btree (rank);


--
-- Name: goals_historicaltieroffer_goal_id_7aa080c3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltieroffer_goal_id_7aa080c3 ON public.goals_historicaltieroffer USING btree (goal_id);


--
-- Name: goals_historicaltieroffer_history_date_e02ec2af; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltieroffer_history_date_e02ec2af ON public.goals_historicaltieroffer USING btree (history_date);


--
-- Name: goals_historicaltieroffer_history_user_id_fc465cb0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltieroffer_history_user_id_fc465cb0 ON public.goals_historicaltieroffer USING btree (history_user_id);


--
-- Name: goals_historicaltieroffer_id_6386203d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltieroffer_id_6386203d ON public.goals_historicaltieroffer USING btree (id);


--
-- Name: goals_historicaltieroffer_tier_id_d012a1ca; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicaltieroffer_tier_id_d012a1ca ON public.goals_historicaltieroffer USING btree (tier_id);


--
-- Name: goals_historicalyearlyaim_goal_id_e7ac8eaa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalyearlyaim_goal_id_e7ac8eaa ON public.goals_historicalyearlyaim USING btree (goal_id);


--
-- Name: goals_historicalyearlyaim_history_date_e29ec207; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalyearlyaim_history_date_e29ec207 ON public.goals_historicalyearlyaim USING btree (history_date);


--
-- Name: goals_historicalyearlyaim_history_user_id_c9e604bf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalyearlyaim_history_user_id_c9e604bf ON public.goals_historicalyearlyaim USING btree (history_user_id);


--
-- Name: goals_historicalyearlyaim_id_63bfe45b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_historicalyearlyaim_id_63bfe45b ON public.goals_historicalyearlyaim USING btree (id);


--
-- Name: goals_keyfigure_goal_id_9654dc2c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_keyfigure_goal_id_9654dc2c ON public.goals_keyfigure USING btree (goal_id);


--
-- Name: goals_keyfigurevalue_key_figure_id_e738d033; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_keyfigurevalue_key_figure_id_e738d033 ON public.goals_keyfigurevalue USING btree (key_figure_id);


--
-- Name: goals_tieroffer_goal_id_82b21c09; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_tieroffer_goal_id_82b21c09 ON public.goals_tieroffer USING btree (goal_id);


--
-- Name: goals_tieroffer_tier_id_b0de31b8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_tieroffer_tier_id_b0de31b8 ON public.goals_tieroffer USING btree (tier_id);


--
-- Name: goals_yearlyaim_goal_id_da046ecf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX goals_yearlyaim_goal_id_da046ecf ON public.goals_yearlyaim USING btree (goal_id);


--
-- Name: imports_historicalimport_history_date_19c7576d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_historicalimport_history_date_19c7576d ON public.imports_historicalimport USING btree (history_date);


--
-- Name: imports_historicalimport_history_user_id_8fd5e5d9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_historicalimport_history_user_id_8fd5e5d9 ON public.imports_historicalimport USING btree (history_user_id);


--
-- Name: imports_historicalimport_id_7b9dd736; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_historicalimport_id_7b9dd736 ON public.imports_historicalimport USING btree (id);


--
-- Name: imports_historicalimport_made_by_id_153da6f5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_historicalimport_made_by_id_153da6f5 ON public.imports_historicalimport USING btree (made_by_id);


--
-- Name: imports_import_made_by_id_bd9deccb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_import_made_by_id_bd9deccb ON public.imports_import USING btree (made_by_id);


--
-- Name: imports_import_one_at_a_time; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX imports_import_one_at_a_time ON public.imports_import USING btree (state) WHERE ((state)::text = ANY ((ARRAY['reading'::character varying, 'undoing'::character varying])::text[]));


--
-- Name: imports_importrow_batch_id_0b8d5349; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_importrow_batch_id_0b8d5349 ON public.imports_importrow USING btree (batch_id);


--
-- Name: imports_importrow_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX imports_importrow_status ON public.imports_importrow USING btree (batch_id, status, number);


--
-- Name: inbox_enquiry_assignee_id_d4255c88; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_assignee_id_d4255c88 ON public.inbox_enquiry USING btree (assignee_id);


--
-- Name: inbox_enquiry_closed_by_id_7ee1fb4a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_closed_by_id_7ee1fb4a ON public.inbox_enquiry USING btree (closed_by_id);


--
-- Name: inbox_enquiry_company_id_1446cd5d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_company_id_1446cd5d ON public.inbox_enquiry USING btree (company_id);


--
-- Name: inbox_enquiry_contact_id_aa4b6762; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_contact_id_aa4b6762 ON public.inbox_enquiry USING btree (contact_id);


--
-- Name: inbox_enquiry_goals_enquiry_id_b55d0414; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_goals_enquiry_id_b55d0414 ON public.inbox_enquiry_goals USING btree (enquiry_id);


--
-- Name: inbox_enquiry_goals_goal_id_eeb90c46; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_goals_goal_id_eeb90c46 ON public.inbox_enquiry_goals USING btree (goal_id);


--
-- Name: inbox_enquiry_interaction_id_86c30cd2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_interaction_id_86c30cd2 ON public.inbox_enquiry USING btree (interaction_id);


--
-- Name: inbox_enquiry_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_newest ON public.inbox_enquiry USING btree (received_at DESC, id DESC);


--
-- Name: inbox_enquiry_sender; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_sender ON public.inbox_enquiry USING btree (sender, received_at);


--
-- Name: inbox_enquiry_stamp_e4299ff5_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_stamp_e4299ff5_like ON public.inbox_enquiry USING btree (stamp varchar_pattern_ops);


--
-- Name: inbox_enquiry_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_enquiry_waiting ON public.inbox_enquiry USING btree (received_at) WHERE ((state)::text = 'new'::text);


--
-- Name: inbox_historicalenquiry_assignee_id_18f1e12a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_assignee_id_18f1e12a ON public.inbox_historicalenquiry USING btree (assignee_id);


--
-- Name: inbox_historicalenquiry_closed_by_id_4d1341b1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_closed_by_id_4d1341b1 ON public.inbox_historicalenquiry USING btree (closed_by_id);


--
-- Name: inbox_historicalenquiry_company_id_a9e73c39; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_company_id_a9e73c39 ON public.inbox_historicalenquiry USING btree (company_id);


--
-- Name: inbox_historicalenquiry_contact_id_0f40f34d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_contact_id_0f40f34d ON public.inbox_historicalenquiry USING btree (contact_id);


--
-- Name: inbox_historicalenquiry_history_date_3ac63948; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_history_date_3ac63948 ON public.inbox_historicalenquiry USING btree (history_date);


--
-- Name: inbox_historicalenquiry_history_user_id_e1776ca6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_history_user_id_e1776ca6 ON public.inbox_historicalenquiry USING btree (history_user_id);


--
-- Name: inbox_historicalenquiry_id_ae5c1017; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_id_ae5c1017 ON public.inbox_historicalenquiry USING btree (id);


--
-- Name: inbox_historicalenquiry_interaction_id_900b7d2e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_interaction_id_900b7d2e ON public.inbox_historicalenquiry USING btree (interaction_id);


--
-- Name: inbox_historicalenquiry_number_3793dc57; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_number_3793dc57 ON public.inbox_historicalenquiry USING btree (number);


--
-- Name: inbox_historicalenquiry_stamp_e3f0dd23; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_stamp_e3f0dd23 ON public.inbox_historicalenquiry USING btree (stamp);


--
-- Name: inbox_historicalenquiry_stamp_e3f0dd23_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_historicalenquiry_stamp_e3f0dd23_like ON public.inbox_historicalenquiry USING btree (stamp varchar_pattern_ops);


--
-- Name: inbox_maildraft_created_at_0410caef; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_maildraft_created_at_0410caef ON public.inbox_maildraft USING btree (created_at);


--
-- Name: inbox_maildraft_user_id_709409b5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX inbox_maildraft_user_id_709409b5 ON public.inbox_maildraft USING btree (user_id);


--
-- Name: mfa_authenticator_user_id_0c3a50c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);


--
-- Name: operations_backup_made_by_id_d98944d1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX operations_backup_made_by_id_d98944d1 ON public.operations_backup USING btree (made_by_id);


--
-- Name: operations_backup_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX operations_backup_once ON public.operations_backup USING btree (place, name) WHERE (NOT ((name)::text = ''::text));


--
-- Name: payroll_historicalpayrollband_history_date_68d93213; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollband_history_date_68d93213 ON public.payroll_historicalpayrollband USING btree (history_date);


--
-- Name: payroll_historicalpayrollband_history_user_id_ee5ce427; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollband_history_user_id_ee5ce427 ON public.payroll_historicalpayrollband USING btree (history_user_id);


--
-- Name: payroll_historicalpayrollband_id_721a2b04; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollband_id_721a2b04 ON public.payroll_historicalpayrollband USING btree (id);


--
-- Name: payroll_historicalpayrollband_scheme_id_5ead60ea; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollband_scheme_id_5ead60ea ON public.payroll_historicalpayrollband USING btree (scheme_id);


--
-- Name: payroll_historicalpayrollmonth_closed_by_id_3a3d0b48; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollmonth_closed_by_id_3a3d0b48 ON public.payroll_historicalpayrollmonth USING btree (closed_by_id);


--
-- Name: payroll_historicalpayrollmonth_history_date_06c033f9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollmonth_history_date_06c033f9 ON public.payroll_historicalpayrollmonth USING btree (history_date);


--
-- Name: payroll_historicalpayrollmonth_history_user_id_3008603a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollmonth_history_user_id_3008603a ON public.payroll_historicalpayrollmonth USING btree (history_user_id);


--
-- Name: payroll_historicalpayrollmonth_id_315d60f0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollmonth_id_315d60f0 ON public.payroll_historicalpayrollmonth USING btree (id);


--
-- Name: payroll_historicalpayrollmonth_scheme_id_dd912344; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollmonth_scheme_id_dd912344 ON public.payroll_historicalpayrollmonth USING btree (scheme_id);


--
-- Name: payroll_historicalpayrollreceipt_entered_by_id_0dbd14d2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollreceipt_entered_by_id_0dbd14d2 ON public.payroll_historicalpayrollreceipt USING btree (entered_by_id);


--
-- Name: payroll_historicalpayrollreceipt_history_date_8d6ef5cb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollreceipt_history_date_8d6ef5cb ON public.payroll_historicalpayrollreceipt USING btree (history_date);


--
-- Name: payroll_historicalpayrollreceipt_history_user_id_f7e62fa1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollreceipt_history_user_id_f7e62fa1 ON public.payroll_historicalpayrollreceipt USING btree (history_user_id);


--
-- Name: payroll_historicalpayrollreceipt_id_d21ce9fb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollreceipt_id_d21ce9fb ON public.payroll_historicalpayrollreceipt USING btree (id);


--
-- Name: payroll_historicalpayrollreceipt_month_id_dc7cfac7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollreceipt_month_id_dc7cfac7 ON public.payroll_historicalpayrollreceipt USING btree (month_id);


--
-- Name: payroll_historicalpayrollreceipt_reverses_id_e78e2f07; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollreceipt_reverses_id_e78e2f07 ON public.payroll_historicalpayrollreceipt USING btree (reverses_id);


--
-- Name: payroll_historicalpayrollscheme_company_id_9494022d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollscheme_company_id_9494022d ON public.payroll_historicalpayrollscheme USING btree (company_id);


--
-- Name: payroll_historicalpayrollscheme_coordinator_id_2b2ee7fd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollscheme_coordinator_id_2b2ee7fd ON public.payroll_historicalpayrollscheme USING btree (coordinator_id);


--
-- Name: payroll_historicalpayrollscheme_history_date_14860802; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollscheme_history_date_14860802 ON public.payroll_historicalpayrollscheme USING btree (history_date);


--
-- Name: payroll_historicalpayrollscheme_history_user_id_4fb52543; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollscheme_history_user_id_4fb52543 ON public.payroll_historicalpayrollscheme USING btree (history_user_id);


--
-- Name: payroll_historicalpayrollscheme_id_093fbb09; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollscheme_id_093fbb09 ON public.payroll_historicalpayrollscheme USING btree (id);


--
-- Name: payroll_historicalpayrollscheme_reference_cad176f7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollscheme_reference_cad176f7 ON public.payroll_historicalpayrollscheme USING btree (reference);


--
-- Name: payroll_historicalpayrollscheme_reference_cad176f7_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollscheme_reference_cad176f7_like ON public.payroll_historicalpayrollscheme USING btree (reference varchar_pattern_ops);


--
-- Name: payroll_historicalpayrollshare_goal_id_ccc0abb7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollshare_goal_id_ccc0abb7 ON public.payroll_historicalpayrollshare USING btree (goal_id);


--
-- Name: payroll_historicalpayrollshare_history_date_6f1ad300; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollshare_history_date_6f1ad300 ON public.payroll_historicalpayrollshare USING btree (history_date);


--
-- Name: payroll_historicalpayrollshare_history_user_id_166cee63; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollshare_history_user_id_166cee63 ON public.payroll_historicalpayrollshare USING btree (history_user_id);


--
-- Name: payroll_historicalpayrollshare_id_ae2d49f9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollshare_id_ae2d49f9 ON public.payroll_historicalpayrollshare USING btree (id);


--
-- Name: payroll_historicalpayrollshare_scheme_id_de8f0e84; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_historicalpayrollshare_scheme_id_de8f0e84 ON public.payroll_historicalpayrollshare USING btree (scheme_id);


--
-- Name: payroll_month_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_month_due ON public.payroll_payrollmonth USING btree (due_on) WHERE (NOT is_closed);


--
-- Name: payroll_month_payday; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_month_payday ON public.payroll_payrollmonth USING btree (payday);


--
-- Name: payroll_payrollband_scheme_id_36988420; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollband_scheme_id_36988420 ON public.payroll_payrollband USING btree (scheme_id);


--
-- Name: payroll_payrollmonth_closed_by_id_336fbb07; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollmonth_closed_by_id_336fbb07 ON public.payroll_payrollmonth USING btree (closed_by_id);


--
-- Name: payroll_payrollmonth_scheme_id_9f955979; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollmonth_scheme_id_9f955979 ON public.payroll_payrollmonth USING btree (scheme_id);


--
-- Name: payroll_payrollreceipt_entered_by_id_8f33b333; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollreceipt_entered_by_id_8f33b333 ON public.payroll_payrollreceipt USING btree (entered_by_id);


--
-- Name: payroll_payrollreceipt_month_id_fdc4b01c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollreceipt_month_id_fdc4b01c ON public.payroll_payrollreceipt USING btree (month_id);


--
-- Name: payroll_payrollscheme_company_id_601769ad; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollscheme_company_id_601769ad ON public.payroll_payrollscheme USING btree (company_id);


--
-- Name: payroll_payrollscheme_coordinator_id_1eb40d41; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollscheme_coordinator_id_1eb40d41 ON public.payroll_payrollscheme USING btree (coordinator_id);


--
-- Name: payroll_payrollscheme_reference_66920266_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollscheme_reference_66920266_like ON public.payroll_payrollscheme USING btree (reference varchar_pattern_ops);


--
-- Name: payroll_payrollshare_goal_id_4275b04d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollshare_goal_id_4275b04d ON public.payroll_payrollshare USING btree (goal_id);


--
-- Name: payroll_payrollshare_scheme_id_b3519aa5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payroll_payrollshare_scheme_id_b3519aa5 ON public.payroll_payrollshare USING btree (scheme_id);


--
-- Name: privacy_datarequest_answered_by_id_a2abc16e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_datarequest_answered_by_id_a2abc16e ON public.privacy_datarequest USING btree (answered_by_id);


--
-- Name: privacy_datarequest_assignee_id_33e0096f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_datarequest_assignee_id_33e0096f ON public.privacy_datarequest USING btree (assignee_id);


--
-- Name: privacy_datarequest_company_id_dfa0691d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_datarequest_company_id_dfa0691d ON public.privacy_datarequest USING btree (company_id);


--
-- Name: privacy_datarequest_contact_id_a8f78612; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_datarequest_contact_id_a8f78612 ON public.privacy_datarequest USING btree (contact_id);


--
-- Name: privacy_erasure_erased_by_id_b8a75e9a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_erasure_erased_by_id_b8a75e9a ON public.privacy_erasure USING btree (erased_by_id);


--
-- Name: privacy_erasure_request_id_5f04afaa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_erasure_request_id_5f04afaa ON public.privacy_erasure USING btree (request_id);


--
-- Name: privacy_historicaldatarequest_answered_by_id_97570e32; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicaldatarequest_answered_by_id_97570e32 ON public.privacy_historicaldatarequest USING btree (answered_by_id);


--
-- Name: privacy_historicaldatarequest_assignee_id_c44840e6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicaldatarequest_assignee_id_c44840e6 ON public.privacy_historicaldatarequest USING btree (assignee_id);


--
-- Name: privacy_historicaldatarequest_company_id_647dac10; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicaldatarequest_company_id_647dac10 ON public.privacy_historicaldatarequest USING btree (company_id);


--
-- Name: privacy_historicaldatarequest_contact_id_331aabbc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicaldatarequest_contact_id_331aabbc ON public.privacy_historicaldatarequest USING btree (contact_id);


--
-- Name: privacy_historicaldatarequest_history_date_2042f24e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicaldatarequest_history_date_2042f24e ON public.privacy_historicaldatarequest USING btree (history_date);


--
-- Name: privacy_historicaldatarequest_history_user_id_3edc8d3c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicaldatarequest_history_user_id_3edc8d3c ON public.privacy_historicaldatarequest USING btree (history_user_id);


--
-- Name: privacy_historicaldatarequest_id_5b602323; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicaldatarequest_id_5b602323 ON public.privacy_historicaldatarequest USING btree (id);


--
-- Name: privacy_historicallegalhold_company_id_ad067af4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicallegalhold_company_id_ad067af4 ON public.privacy_historicallegalhold USING btree (company_id);


--
-- Name: privacy_historicallegalhold_contact_id_dab27e28; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicallegalhold_contact_id_dab27e28 ON public.privacy_historicallegalhold USING btree (contact_id);


--
-- Name: privacy_historicallegalhold_history_date_12b25fef; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicallegalhold_history_date_12b25fef ON public.privacy_historicallegalhold USING btree (history_date);


--
-- Name: privacy_historicallegalhold_history_user_id_b18e1a07; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicallegalhold_history_user_id_b18e1a07 ON public.privacy_historicallegalhold USING btree (history_user_id);


--
-- Name: privacy_historicallegalhold_id_03e25316; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicallegalhold_id_03e25316 ON public.privacy_historicallegalhold USING btree (id);


--
-- Name: privacy_historicallegalhold_lifted_by_id_29d94117; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicallegalhold_lifted_by_id_29d94117 ON public.privacy_historicallegalhold USING btree (lifted_by_id);


--
-- Name: privacy_historicallegalhold_made_by_id_c242e901; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicallegalhold_made_by_id_c242e901 ON public.privacy_historicallegalhold USING btree (made_by_id);


--
-- Name: privacy_historicalretentionrule_history_date_b012dff5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicalretentionrule_history_date_b012dff5 ON public.privacy_historicalretentionrule USING btree (history_date);


--
-- Name: privacy_historicalretentionrule_history_user_id_5f2e8f7d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicalretentionrule_history_user_id_5f2e8f7d ON public.privacy_historicalretentionrule USING btree (history_user_id);


--
-- Name: privacy_historicalretentionrule_id_6b65d816; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicalretentionrule_id_6b65d816 ON public.privacy_historicalretentionrule USING btree (id);


--
-- Name: privacy_historicalretentionrule_kind_587627fd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicalretentionrule_kind_587627fd ON public.privacy_historicalretentionrule USING btree (kind);


--
-- Name: privacy_historicalretentionrule_kind_587627fd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_historicalretentionrule_kind_587627fd_like ON public.privacy_historicalretentionrule USING btree (kind varchar_pattern_ops);


--
-- Name: privacy_legalhold_company_id_df709220; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_legalhold_company_id_df709220 ON public.privacy_legalhold USING btree (company_id);


--
-- Name: privacy_legalhold_contact_id_b5776e2c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_legalhold_contact_id_b5776e2c ON public.privacy_legalhold USING btree (contact_id);


--
-- Name: privacy_legalhold_lifted_by_id_55c74eb7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_legalhold_lifted_by_id_55c74eb7 ON public.privacy_legalhold USING btree (lifted_by_id);


--
-- Name: privacy_legalhold_made_by_id_c046d674; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_legalhold_made_by_id_c046d674 ON public.privacy_legalhold USING btree (made_by_id);


--
-- Name: privacy_retentionrule_kind_d13e69a1_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX privacy_retentionrule_kind_d13e69a1_like ON public.privacy_retentionrule USING btree (kind varchar_pattern_ops);


--
-- Name: socialaccount_socialaccount_user_id_8146e70c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);


--
-- Name: socialaccount_socialtoken_account_id_951f210e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);


--
-- Name: socialaccount_socialtoken_app_id_636a42d7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);


--
-- Name: tasks_db_new_ordering_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);


--
-- Name: unique_authenticator_type; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));


--
-- Name: unique_primary_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


--
-- Name: unique_verified_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


--
-- Name: campaigns_contribution campaigns_contribution_final; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER campaigns_contribution_final BEFORE UPDATE ON public.campaigns_contribution FOR EACH ROW WHEN (((new.amount IS DISTINCT FROM old.amount) OR (new.received_on IS DISTINCT FROM old.received_on) OR ((new.channel)::text IS DISTINCT FROM (old.channel)::text) OR ((new.external_id)::text IS DISTINCT FROM (old.external_id)::text) OR (new.competition_id IS DISTINCT FROM old.competition_id) OR (new.reverses_id IS DISTINCT FROM old.reverses_id) OR (new.moved_from_id IS DISTINCT FROM old.moved_from_id) OR ((old.team_id IS NOT NULL) AND (new.team_id IS DISTINCT FROM old.team_id)) OR ((old.match_id IS NOT NULL) AND (new.match_id IS DISTINCT FROM old.match_id)) OR (old.is_reversed AND (NOT new.is_reversed)))) EXECUTE FUNCTION public.campaigns_contribution_final();


--
-- Name: campaigns_contribution campaigns_contribution_kept; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER campaigns_contribution_kept BEFORE DELETE ON public.campaigns_contribution FOR EACH ROW EXECUTE FUNCTION public.campaigns_contribution_final();


--
-- Name: core_auditentry core_auditentry_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER core_auditentry_delete BEFORE DELETE ON public.core_auditentry FOR EACH ROW EXECUTE FUNCTION public.core_auditentry_delete();


--
-- Name: core_auditentry core_auditentry_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER core_auditentry_truncate BEFORE TRUNCATE ON public.core_auditentry FOR EACH STATEMENT EXECUTE FUNCTION public.core_auditentry_truncate();


--
-- Name: core_auditentry core_auditentry_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER core_auditentry_update BEFORE UPDATE ON public.core_auditentry FOR EACH ROW EXECUTE FUNCTION public.core_auditentry_final();


--
-- Name: core_auditwords core_auditwords_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER core_auditwords_delete BEFORE DELETE ON public.core_auditwords FOR EACH ROW EXECUTE FUNCTION public.core_auditwords_delete();


--
-- Name: core_auditwords core_auditwords_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER core_auditwords_truncate BEFORE TRUNCATE ON public.core_auditwords FOR EACH STATEMENT EXECUTE FUNCTION public.core_auditwords_truncate();


--
-- Name: core_auditwords core_auditwords_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER core_auditwords_update BEFORE UPDATE ON public.core_auditwords FOR EACH ROW EXECUTE FUNCTION public.core_auditwords_final();


--
-- Name: crm_sponsorship crm_sponsorship_seats_insert; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER crm_sponsorship_seats_insert AFTER INSERT ON public.crm_sponsorship FOR EACH ROW WHEN ((((new.stage)::text = ANY ((ARRAY['signed'::character varying, 'ended_early'::character varying])::text[])) AND (COALESCE(new.ended_on, new.ends) >= new.starts))) EXECUTE FUNCTION public.crm_sponsorship_seats();


--
-- Name: crm_sponsorship crm_sponsorship_seats_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER crm_sponsorship_seats_update AFTER UPDATE ON public.crm_sponsorship FOR EACH ROW WHEN ((((new.stage)::text = ANY ((ARRAY['signed'::character varying, 'ended_early'::character varying])::text[])) AND (COALESCE(new.ended_on, new.ends) >= new.starts) AND (NOT (((old.stage)::text = ANY ((ARRAY['signed'::character varying, 'ended_early'::character varying])::text[])) AND (COALESCE(old.ended_on, old.ends) >= old.starts) AND (new.goal_id = old.goal_id) AND (new.tier_id = old.tier_id) AND (new.starts >= old.starts) AND (COALESCE(new.ended_on, new.ends) <= COALESCE(old.ended_on, old.ends)))))) EXECUTE FUNCTION public.crm_sponsorship_seats();


--
-- Name: goals_tieroffer crm_tieroffer_seats; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER crm_tieroffer_seats AFTER INSERT OR UPDATE OF seats, goal_id, tier_id ON public.goals_tieroffer FOR EACH ROW EXECUTE FUNCTION public.crm_tieroffer_seats();


--
-- Name: account_emailaddress account_emailaddress_user_id_2c513194_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: account_emailconfirmation account_emailconfirm_email_address_id_5b7f8c58_fk_account_e; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_invitation_roles accounts_invitation__invitation_id_4acc46bb_fk_accounts_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation_roles
    ADD CONSTRAINT accounts_invitation__invitation_id_4acc46bb_fk_accounts_ FOREIGN KEY (invitation_id) REFERENCES public.accounts_invitation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_invitation accounts_invitation_made_by_id_3eddde8f_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_made_by_id_3eddde8f_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_invitation_roles accounts_invitation_roles_group_id_880dba41_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation_roles
    ADD CONSTRAINT accounts_invitation_roles_group_id_880dba41_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_invitation accounts_invitation_user_id_83f45191_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_user_id_83f45191_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_passwordlink accounts_passwordlink_made_by_id_c9f7dfb6_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_passwordlink
    ADD CONSTRAINT accounts_passwordlink_made_by_id_c9f7dfb6_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_passwordlink accounts_passwordlink_user_id_0b1c7368_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_passwordlink
    ADD CONSTRAINT accounts_passwordlink_user_id_0b1c7368_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: axes_accessattemptexpiration axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce FOREIGN KEY (access_attempt_id) REFERENCES public.axes_accessattempt(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_amendment campaigns_amendment_competition_id_679b9312_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_amendment
    ADD CONSTRAINT campaigns_amendment_competition_id_679b9312_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_amendment campaigns_amendment_made_by_id_4acbdaa1_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_amendment
    ADD CONSTRAINT campaigns_amendment_made_by_id_4acbdaa1_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_batch campaigns_batch_competition_id_14e844cd_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_batch
    ADD CONSTRAINT campaigns_batch_competition_id_14e844cd_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_batch campaigns_batch_made_by_id_afe6f3a8_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_batch
    ADD CONSTRAINT campaigns_batch_made_by_id_afe6f3a8_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_batch campaigns_batch_part_of_id_f4031edf_fk_campaigns_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_batch
    ADD CONSTRAINT campaigns_batch_part_of_id_f4031edf_fk_campaigns_batch_id FOREIGN KEY (part_of_id) REFERENCES public.campaigns_batch(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_batch campaigns_batch_undone_by_id_215ddc39_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_batch
    ADD CONSTRAINT campaigns_batch_undone_by_id_215ddc39_fk_core_user_id FOREIGN KEY (undone_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_competition_goals campaigns_competitio_competition_id_976089c7_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition_goals
    ADD CONSTRAINT campaigns_competitio_competition_id_976089c7_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_competition campaigns_competitio_previous_id_d573cc77_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition
    ADD CONSTRAINT campaigns_competitio_previous_id_d573cc77_fk_campaigns FOREIGN KEY (previous_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_competition campaigns_competition_contact_id_6bbc49de_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition
    ADD CONSTRAINT campaigns_competition_contact_id_6bbc49de_fk_core_user_id FOREIGN KEY (contact_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_competition campaigns_competition_finalised_by_id_f09f36e8_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition
    ADD CONSTRAINT campaigns_competition_finalised_by_id_f09f36e8_fk_core_user_id FOREIGN KEY (finalised_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_competition_goals campaigns_competition_goals_goal_id_80fcec9d_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_competition_goals
    ADD CONSTRAINT campaigns_competition_goals_goal_id_80fcec9d_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contributi_competition_id_ce06e1a9_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contributi_competition_id_ce06e1a9_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contributi_giver_approved_by_id_f07152ac_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contributi_giver_approved_by_id_f07152ac_fk_core_user FOREIGN KEY (giver_approved_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contributi_moved_from_id_6d75bd73_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contributi_moved_from_id_6d75bd73_fk_campaigns FOREIGN KEY (moved_from_id) REFERENCES public.campaigns_contribution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contributi_reverses_id_0dc9bf6f_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contributi_reverses_id_0dc9bf6f_fk_campaigns FOREIGN KEY (reverses_id) REFERENCES public.campaigns_contribution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contribution_batch_id_4dc61c0c_fk_campaigns_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contribution_batch_id_4dc61c0c_fk_campaigns_batch_id FOREIGN KEY (batch_id) REFERENCES public.campaigns_batch(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contribution_entered_by_id_121a7be4_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contribution_entered_by_id_121a7be4_fk_core_user_id FOREIGN KEY (entered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contribution_match_id_ad83f301_fk_campaigns_match_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contribution_match_id_ad83f301_fk_campaigns_match_id FOREIGN KEY (match_id) REFERENCES public.campaigns_match(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_contribution campaigns_contribution_team_id_f551f3ed_fk_campaigns_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_contribution
    ADD CONSTRAINT campaigns_contribution_team_id_f551f3ed_fk_campaigns_team_id FOREIGN KEY (team_id) REFERENCES public.campaigns_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_criterion campaigns_criterion_competition_id_43ab1337_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_criterion
    ADD CONSTRAINT campaigns_criterion_competition_id_43ab1337_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_entry campaigns_entry_activity_id_d8d3922a_fk_campaigns_activity_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_entry
    ADD CONSTRAINT campaigns_entry_activity_id_d8d3922a_fk_campaigns_activity_id FOREIGN KEY (activity_id) REFERENCES public.campaigns_activity(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_entry campaigns_entry_decided_by_id_b4af4d70_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_entry
    ADD CONSTRAINT campaigns_entry_decided_by_id_b4af4d70_fk_core_user_id FOREIGN KEY (decided_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_entry campaigns_entry_team_id_b5e99203_fk_campaigns_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_entry
    ADD CONSTRAINT campaigns_entry_team_id_b5e99203_fk_campaigns_team_id FOREIGN KEY (team_id) REFERENCES public.campaigns_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_entrypicture campaigns_entrypicture_entry_id_a2f60842_fk_campaigns_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_entrypicture
    ADD CONSTRAINT campaigns_entrypicture_entry_id_a2f60842_fk_campaigns_entry_id FOREIGN KEY (entry_id) REFERENCES public.campaigns_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicaljuror campaigns_historical_history_user_id_0e71751c_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicaljuror
    ADD CONSTRAINT campaigns_historical_history_user_id_0e71751c_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalteam campaigns_historical_history_user_id_17f2bb3c_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalteam
    ADD CONSTRAINT campaigns_historical_history_user_id_17f2bb3c_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalmatch campaigns_historical_history_user_id_2723cbf0_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalmatch
    ADD CONSTRAINT campaigns_historical_history_user_id_2723cbf0_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalentrypicture campaigns_historical_history_user_id_475791ce_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalentrypicture
    ADD CONSTRAINT campaigns_historical_history_user_id_475791ce_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalrecusal campaigns_historical_history_user_id_551df41d_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalrecusal
    ADD CONSTRAINT campaigns_historical_history_user_id_551df41d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalcontribution campaigns_historical_history_user_id_66a72683_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalcontribution
    ADD CONSTRAINT campaigns_historical_history_user_id_66a72683_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalbatch campaigns_historical_history_user_id_725b6a8f_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalbatch
    ADD CONSTRAINT campaigns_historical_history_user_id_725b6a8f_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalactivity campaigns_historical_history_user_id_8493f5fe_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalactivity
    ADD CONSTRAINT campaigns_historical_history_user_id_8493f5fe_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalcompetition campaigns_historical_history_user_id_a252525d_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalcompetition
    ADD CONSTRAINT campaigns_historical_history_user_id_a252525d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalcriterion campaigns_historical_history_user_id_af5b99e1_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalcriterion
    ADD CONSTRAINT campaigns_historical_history_user_id_af5b99e1_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalentry campaigns_historical_history_user_id_ba84cd6d_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalentry
    ADD CONSTRAINT campaigns_historical_history_user_id_ba84cd6d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalmark campaigns_historical_history_user_id_c38acb5d_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalmark
    ADD CONSTRAINT campaigns_historical_history_user_id_c38acb5d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_historicalamendment campaigns_historical_history_user_id_ed25a05a_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_historicalamendment
    ADD CONSTRAINT campaigns_historical_history_user_id_ed25a05a_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_juror campaigns_juror_competition_id_71fbf709_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_juror
    ADD CONSTRAINT campaigns_juror_competition_id_71fbf709_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_juror campaigns_juror_user_id_8384b3d7_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_juror
    ADD CONSTRAINT campaigns_juror_user_id_8384b3d7_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_mark campaigns_mark_criterion_id_6149f86b_fk_campaigns_criterion_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_mark
    ADD CONSTRAINT campaigns_mark_criterion_id_6149f86b_fk_campaigns_criterion_id FOREIGN KEY (criterion_id) REFERENCES public.campaigns_criterion(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_mark campaigns_mark_juror_id_da18c8ba_fk_campaigns_juror_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_mark
    ADD CONSTRAINT campaigns_mark_juror_id_da18c8ba_fk_campaigns_juror_id FOREIGN KEY (juror_id) REFERENCES public.campaigns_juror(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_mark campaigns_mark_team_id_4e0cd7bf_fk_campaigns_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_mark
    ADD CONSTRAINT campaigns_mark_team_id_4e0cd7bf_fk_campaigns_team_id FOREIGN KEY (team_id) REFERENCES public.campaigns_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_match campaigns_match_company_id_db3d775c_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_match
    ADD CONSTRAINT campaigns_match_company_id_db3d775c_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_match campaigns_match_competition_id_16bfc42a_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_match
    ADD CONSTRAINT campaigns_match_competition_id_16bfc42a_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_match campaigns_match_team_id_ca120219_fk_campaigns_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_match
    ADD CONSTRAINT campaigns_match_team_id_ca120219_fk_campaigns_team_id FOREIGN KEY (team_id) REFERENCES public.campaigns_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_recusal campaigns_recusal_juror_id_2fb66ccb_fk_campaigns_juror_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_recusal
    ADD CONSTRAINT campaigns_recusal_juror_id_2fb66ccb_fk_campaigns_juror_id FOREIGN KEY (juror_id) REFERENCES public.campaigns_juror(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_recusal campaigns_recusal_team_id_719eacf8_fk_campaigns_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_recusal
    ADD CONSTRAINT campaigns_recusal_team_id_719eacf8_fk_campaigns_team_id FOREIGN KEY (team_id) REFERENCES public.campaigns_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_tally campaigns_tally_team_id_926ec466_fk_campaigns_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_tally
    ADD CONSTRAINT campaigns_tally_team_id_926ec466_fk_campaigns_team_id FOREIGN KEY (team_id) REFERENCES public.campaigns_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_team campaigns_team_company_id_8bca9b4c_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_team
    ADD CONSTRAINT campaigns_team_company_id_8bca9b4c_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_team campaigns_team_competition_id_ebb3da93_fk_campaigns; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_team
    ADD CONSTRAINT campaigns_team_competition_id_ebb3da93_fk_campaigns FOREIGN KEY (competition_id) REFERENCES public.campaigns_competition(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: campaigns_team campaigns_team_coordinator_id_00fc3f6c_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.campaigns_team
    ADD CONSTRAINT campaigns_team_coordinator_id_00fc3f6c_fk_crm_contact_id FOREIGN KEY (coordinator_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_apitoken core_apitoken_user_id_030d32aa_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_apitoken
    ADD CONSTRAINT core_apitoken_user_id_030d32aa_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_auditwords core_auditwords_entry_id_ee0341d3_fk_core_auditentry_number; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_auditwords
    ADD CONSTRAINT core_auditwords_entry_id_ee0341d3_fk_core_auditentry_number FOREIGN KEY (entry_id) REFERENCES public.core_auditentry(number) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_calendarlink core_calendarlink_user_id_61482cb1_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_calendarlink
    ADD CONSTRAINT core_calendarlink_user_id_61482cb1_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_change core_change_changeset_id_2a69b534_fk_core_changeset_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_change
    ADD CONSTRAINT core_change_changeset_id_2a69b534_fk_core_changeset_id FOREIGN KEY (changeset_id) REFERENCES public.core_changeset(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_changeset core_changeset_made_by_id_266083c2_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_changeset
    ADD CONSTRAINT core_changeset_made_by_id_266083c2_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_changeset core_changeset_undone_by_id_feb82981_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_changeset
    ADD CONSTRAINT core_changeset_undone_by_id_feb82981_fk_core_user_id FOREIGN KEY (undone_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_defaultview core_defaultview_user_id_76c7de98_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_defaultview
    ADD CONSTRAINT core_defaultview_user_id_76c7de98_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_defaultview core_defaultview_view_id_5941350a_fk_core_savedview_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_defaultview
    ADD CONSTRAINT core_defaultview_view_id_5941350a_fk_core_savedview_id FOREIGN KEY (view_id) REFERENCES public.core_savedview(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_digest core_digest_user_id_b927bf51_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_digest
    ADD CONSTRAINT core_digest_user_id_b927bf51_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_historicalorganisation core_historicalorgan_history_user_id_2352e73d_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_historicalorganisation
    ADD CONSTRAINT core_historicalorgan_history_user_id_2352e73d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_historicalsavedview core_historicalsaved_history_user_id_14e4aef4_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_historicalsavedview
    ADD CONSTRAINT core_historicalsaved_history_user_id_14e4aef4_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_job core_job_owner_id_5d65a52b_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_job
    ADD CONSTRAINT core_job_owner_id_5d65a52b_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_savedview core_savedview_owner_id_33564278_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_savedview
    ADD CONSTRAINT core_savedview_owner_id_33564278_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_scheduledrun core_scheduledrun_ordered_by_id_ac77f84b_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_scheduledrun
    ADD CONSTRAINT core_scheduledrun_ordered_by_id_ac77f84b_fk_core_user_id FOREIGN KEY (ordered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_session core_session_user_id_494e6742_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_session
    ADD CONSTRAINT core_session_user_id_494e6742_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_startstep core_startstep_by_id_b0f84fd6_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_startstep
    ADD CONSTRAINT core_startstep_by_id_b0f84fd6_fk_core_user_id FOREIGN KEY (by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_user_groups core_user_groups_group_id_fe8c697f_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_group_id_fe8c697f_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_user_groups core_user_groups_user_id_70b4d9b8_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_user_id_70b4d9b8_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_user_user_permissions core_user_user_permi_permission_id_35ccf601_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permi_permission_id_35ccf601_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: core_user_user_permissions core_user_user_permissions_user_id_085123d3_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permissions_user_id_085123d3_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_affiliation crm_affiliation_company_id_f1d2620c_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_affiliation
    ADD CONSTRAINT crm_affiliation_company_id_f1d2620c_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_affiliation crm_affiliation_contact_id_49246bb8_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_affiliation
    ADD CONSTRAINT crm_affiliation_contact_id_49246bb8_fk_crm_contact_id FOREIGN KEY (contact_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_company crm_company_owner_id_a25b9c7d_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_company
    ADD CONSTRAINT crm_company_owner_id_a25b9c7d_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_company_tags crm_company_tags_company_id_a6194cbf_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_company_tags
    ADD CONSTRAINT crm_company_tags_company_id_a6194cbf_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_company_tags crm_company_tags_tag_id_635170d1_fk_crm_tag_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_company_tags
    ADD CONSTRAINT crm_company_tags_tag_id_635170d1_fk_crm_tag_id FOREIGN KEY (tag_id) REFERENCES public.crm_tag(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_delivery crm_delivery_delivered_by_id_5565f0f6_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_delivery
    ADD CONSTRAINT crm_delivery_delivered_by_id_5565f0f6_fk_core_user_id FOREIGN KEY (delivered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_delivery crm_delivery_doer_id_cd00c245_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_delivery
    ADD CONSTRAINT crm_delivery_doer_id_cd00c245_fk_core_user_id FOREIGN KEY (doer_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_delivery crm_delivery_sponsorship_id_74e5b976_fk_crm_sponsorship_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_delivery
    ADD CONSTRAINT crm_delivery_sponsorship_id_74e5b976_fk_crm_sponsorship_id FOREIGN KEY (sponsorship_id) REFERENCES public.crm_sponsorship(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_deliverypart crm_deliverypart_delivered_by_id_88043911_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_deliverypart
    ADD CONSTRAINT crm_deliverypart_delivered_by_id_88043911_fk_core_user_id FOREIGN KEY (delivered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_deliverypart crm_deliverypart_delivery_id_899121e4_fk_crm_delivery_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_deliverypart
    ADD CONSTRAINT crm_deliverypart_delivery_id_899121e4_fk_crm_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.crm_delivery(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_document crm_document_added_by_id_1858e174_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_document
    ADD CONSTRAINT crm_document_added_by_id_1858e174_fk_core_user_id FOREIGN KEY (added_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_document crm_document_company_id_ed7b8d0b_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_document
    ADD CONSTRAINT crm_document_company_id_ed7b8d0b_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_document crm_document_interaction_id_5381e2c3_fk_crm_interaction_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_document
    ADD CONSTRAINT crm_document_interaction_id_5381e2c3_fk_crm_interaction_id FOREIGN KEY (interaction_id) REFERENCES public.crm_interaction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_document crm_document_removed_by_id_67534404_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_document
    ADD CONSTRAINT crm_document_removed_by_id_67534404_fk_core_user_id FOREIGN KEY (removed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_document crm_document_sponsorship_id_43b1a452_fk_crm_sponsorship_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_document
    ADD CONSTRAINT crm_document_sponsorship_id_43b1a452_fk_crm_sponsorship_id FOREIGN KEY (sponsorship_id) REFERENCES public.crm_sponsorship(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalaffiliation crm_historicalaffili_history_user_id_9cd6150e_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalaffiliation
    ADD CONSTRAINT crm_historicalaffili_history_user_id_9cd6150e_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalcompany crm_historicalcompany_history_user_id_76fca430_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalcompany
    ADD CONSTRAINT crm_historicalcompany_history_user_id_76fca430_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalcontact crm_historicalcontact_history_user_id_46e22627_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalcontact
    ADD CONSTRAINT crm_historicalcontact_history_user_id_46e22627_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicaldeliverypart crm_historicaldelive_history_user_id_a5bfb921_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicaldeliverypart
    ADD CONSTRAINT crm_historicaldelive_history_user_id_a5bfb921_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicaldelivery crm_historicaldelivery_history_user_id_c9acb237_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicaldelivery
    ADD CONSTRAINT crm_historicaldelivery_history_user_id_c9acb237_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicaldocument crm_historicaldocument_history_user_id_8474c2fc_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicaldocument
    ADD CONSTRAINT crm_historicaldocument_history_user_id_8474c2fc_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalinteraction crm_historicalintera_history_user_id_886fcdd9_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalinteraction
    ADD CONSTRAINT crm_historicalintera_history_user_id_886fcdd9_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicallapsereason crm_historicallapser_history_user_id_732c3dd5_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicallapsereason
    ADD CONSTRAINT crm_historicallapser_history_user_id_732c3dd5_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalnextstep crm_historicalnextstep_history_user_id_6ea926be_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalnextstep
    ADD CONSTRAINT crm_historicalnextstep_history_user_id_6ea926be_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalpause crm_historicalpause_history_user_id_ae1ea477_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalpause
    ADD CONSTRAINT crm_historicalpause_history_user_id_ae1ea477_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalproof crm_historicalproof_history_user_id_3cc917d5_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalproof
    ADD CONSTRAINT crm_historicalproof_history_user_id_3cc917d5_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalsponsorshipamendment crm_historicalsponso_history_user_id_12f8cce1_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalsponsorshipamendment
    ADD CONSTRAINT crm_historicalsponso_history_user_id_12f8cce1_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalsponsorship crm_historicalsponso_history_user_id_51f40c8f_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalsponsorship
    ADD CONSTRAINT crm_historicalsponso_history_user_id_51f40c8f_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_historicalstagerule crm_historicalstager_history_user_id_9f2e37ff_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_historicalstagerule
    ADD CONSTRAINT crm_historicalstager_history_user_id_9f2e37ff_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_interaction_companies crm_interaction_comp_interaction_id_1628a908_fk_crm_inter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_companies
    ADD CONSTRAINT crm_interaction_comp_interaction_id_1628a908_fk_crm_inter FOREIGN KEY (interaction_id) REFERENCES public.crm_interaction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_interaction_companies crm_interaction_companies_company_id_79583ee0_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_companies
    ADD CONSTRAINT crm_interaction_companies_company_id_79583ee0_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_interaction_contacts crm_interaction_cont_interaction_id_3cedb6f6_fk_crm_inter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_contacts
    ADD CONSTRAINT crm_interaction_cont_interaction_id_3cedb6f6_fk_crm_inter FOREIGN KEY (interaction_id) REFERENCES public.crm_interaction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_interaction_contacts crm_interaction_contacts_contact_id_2325b2e6_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction_contacts
    ADD CONSTRAINT crm_interaction_contacts_contact_id_2325b2e6_fk_crm_contact_id FOREIGN KEY (contact_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_interaction crm_interaction_goal_id_0fbd53a9_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction
    ADD CONSTRAINT crm_interaction_goal_id_0fbd53a9_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_interaction crm_interaction_logged_by_id_3e93cd8b_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_interaction
    ADD CONSTRAINT crm_interaction_logged_by_id_3e93cd8b_fk_core_user_id FOREIGN KEY (logged_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_merge crm_merge_changeset_id_6b7833f0_fk_core_changeset_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_merge
    ADD CONSTRAINT crm_merge_changeset_id_6b7833f0_fk_core_changeset_id FOREIGN KEY (changeset_id) REFERENCES public.core_changeset(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_nextstep crm_nextstep_assignee_id_56656b3a_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_nextstep
    ADD CONSTRAINT crm_nextstep_assignee_id_56656b3a_fk_core_user_id FOREIGN KEY (assignee_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_nextstep crm_nextstep_company_id_f139c98c_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_nextstep
    ADD CONSTRAINT crm_nextstep_company_id_f139c98c_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_nextstep crm_nextstep_contact_id_8a40a7c5_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_nextstep
    ADD CONSTRAINT crm_nextstep_contact_id_8a40a7c5_fk_crm_contact_id FOREIGN KEY (contact_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_nextstep crm_nextstep_done_by_id_21c74c55_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_nextstep
    ADD CONSTRAINT crm_nextstep_done_by_id_21c74c55_fk_core_user_id FOREIGN KEY (done_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_nextstep crm_nextstep_origin_id_c0d72a4a_fk_crm_interaction_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_nextstep
    ADD CONSTRAINT crm_nextstep_origin_id_c0d72a4a_fk_crm_interaction_id FOREIGN KEY (origin_id) REFERENCES public.crm_interaction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_nextstep crm_nextstep_sponsorship_id_ff2abc75_fk_crm_sponsorship_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_nextstep
    ADD CONSTRAINT crm_nextstep_sponsorship_id_ff2abc75_fk_crm_sponsorship_id FOREIGN KEY (sponsorship_id) REFERENCES public.crm_sponsorship(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_pause crm_pause_company_id_b2211d9f_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_pause
    ADD CONSTRAINT crm_pause_company_id_b2211d9f_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_pause crm_pause_made_by_id_f8baa509_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_pause
    ADD CONSTRAINT crm_pause_made_by_id_f8baa509_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_pause crm_pause_sponsorship_id_4846849a_fk_crm_sponsorship_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_pause
    ADD CONSTRAINT crm_pause_sponsorship_id_4846849a_fk_crm_sponsorship_id FOREIGN KEY (sponsorship_id) REFERENCES public.crm_sponsorship(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_proof crm_proof_delivery_id_ca233413_fk_crm_delivery_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_proof
    ADD CONSTRAINT crm_proof_delivery_id_ca233413_fk_crm_delivery_id FOREIGN KEY (delivery_id) REFERENCES public.crm_delivery(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_proof crm_proof_part_id_2cf64d1f_fk_crm_deliverypart_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_proof
    ADD CONSTRAINT crm_proof_part_id_2cf64d1f_fk_crm_deliverypart_id FOREIGN KEY (part_id) REFERENCES public.crm_deliverypart(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_removedinteraction_companies crm_removedinteracti_company_id_f82ca929_fk_crm_compa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_removedinteraction_companies
    ADD CONSTRAINT crm_removedinteracti_company_id_f82ca929_fk_crm_compa FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_removedinteraction_companies crm_removedinteracti_removedinteraction_i_4049686f_fk_crm_remov; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_removedinteraction_companies
    ADD CONSTRAINT crm_removedinteracti_removedinteraction_i_4049686f_fk_crm_remov FOREIGN KEY (removedinteraction_id) REFERENCES public.crm_removedinteraction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_removedinteraction crm_removedinteraction_removed_by_id_4e77138f_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_removedinteraction
    ADD CONSTRAINT crm_removedinteraction_removed_by_id_4e77138f_fk_core_user_id FOREIGN KEY (removed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorship crm_sponsorship_company_id_5bfc32b0_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_company_id_5bfc32b0_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorship crm_sponsorship_goal_id_724f2cfe_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_goal_id_724f2cfe_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorship crm_sponsorship_lapse_reason_id_6705188a_fk_crm_lapsereason_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_lapse_reason_id_6705188a_fk_crm_lapsereason_id FOREIGN KEY (lapse_reason_id) REFERENCES public.crm_lapsereason(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorship crm_sponsorship_owner_id_6866bf95_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_owner_id_6866bf95_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorship crm_sponsorship_renews_id_b17dd8df_fk_crm_sponsorship_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_renews_id_b17dd8df_fk_crm_sponsorship_id FOREIGN KEY (renews_id) REFERENCES public.crm_sponsorship(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorship crm_sponsorship_signed_by_id_6be2afe4_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_signed_by_id_6be2afe4_fk_crm_contact_id FOREIGN KEY (signed_by_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorship crm_sponsorship_tier_id_fb14ada1_fk_goals_tier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorship
    ADD CONSTRAINT crm_sponsorship_tier_id_fb14ada1_fk_goals_tier_id FOREIGN KEY (tier_id) REFERENCES public.goals_tier(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorshipamendment crm_sponsorshipamend_sponsorship_id_7022acd6_fk_crm_spons; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorshipamendment
    ADD CONSTRAINT crm_sponsorshipamend_sponsorship_id_7022acd6_fk_crm_spons FOREIGN KEY (sponsorship_id) REFERENCES public.crm_sponsorship(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: crm_sponsorshipamendment crm_sponsorshipamendment_made_by_id_60b4fc36_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_sponsorshipamendment
    ADD CONSTRAINT crm_sponsorshipamendment_made_by_id_60b4fc36_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: django_admin_log django_admin_log_content_type_id_c4bce8eb_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: django_admin_log django_admin_log_user_id_c564eba6_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: duplicates_companypair duplicates_companypair_distinct_by_id_2526130e_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_companypair
    ADD CONSTRAINT duplicates_companypair_distinct_by_id_2526130e_fk_core_user_id FOREIGN KEY (distinct_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: duplicates_companypair duplicates_companypair_one_id_005b2d70_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_companypair
    ADD CONSTRAINT duplicates_companypair_one_id_005b2d70_fk_crm_company_id FOREIGN KEY (one_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: duplicates_companypair duplicates_companypair_other_id_ff611d40_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_companypair
    ADD CONSTRAINT duplicates_companypair_other_id_ff611d40_fk_crm_company_id FOREIGN KEY (other_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: duplicates_contactpair duplicates_contactpair_distinct_by_id_36c1bc1d_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_contactpair
    ADD CONSTRAINT duplicates_contactpair_distinct_by_id_36c1bc1d_fk_core_user_id FOREIGN KEY (distinct_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: duplicates_contactpair duplicates_contactpair_one_id_9b37ad27_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_contactpair
    ADD CONSTRAINT duplicates_contactpair_one_id_9b37ad27_fk_crm_contact_id FOREIGN KEY (one_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: duplicates_contactpair duplicates_contactpair_other_id_b5f45411_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.duplicates_contactpair
    ADD CONSTRAINT duplicates_contactpair_other_id_b5f45411_fk_crm_contact_id FOREIGN KEY (other_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_benefit goals_benefit_doer_id_9cd0c250_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_benefit
    ADD CONSTRAINT goals_benefit_doer_id_9cd0c250_fk_core_user_id FOREIGN KEY (doer_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_benefit goals_benefit_offer_id_5741ebb1_fk_goals_tieroffer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_benefit
    ADD CONSTRAINT goals_benefit_offer_id_5741ebb1_fk_goals_tieroffer_id FOREIGN KEY (offer_id) REFERENCES public.goals_tieroffer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_goal_global_goals goals_goal_global_go_globalgoal_id_a35f680b_fk_goals_glo; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_goal_global_goals
    ADD CONSTRAINT goals_goal_global_go_globalgoal_id_a35f680b_fk_goals_glo FOREIGN KEY (globalgoal_id) REFERENCES public.goals_globalgoal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_goal_global_goals goals_goal_global_goals_goal_id_45034c50_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_goal_global_goals
    ADD CONSTRAINT goals_goal_global_goals_goal_id_45034c50_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_historicalbenefit goals_historicalbene_history_user_id_5875dc3f_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalbenefit
    ADD CONSTRAINT goals_historicalbene_history_user_id_5875dc3f_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_historicalgoal goals_historicalgoal_history_user_id_9b2163f4_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalgoal
    ADD CONSTRAINT goals_historicalgoal_history_user_id_9b2163f4_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_historicalkeyfigurevalue goals_historicalkeyf_history_user_id_079c6a42_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalkeyfigurevalue
    ADD CONSTRAINT goals_historicalkeyf_history_user_id_079c6a42_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_historicalkeyfigure goals_historicalkeyf_history_user_id_cbb3dbcb_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalkeyfigure
    ADD CONSTRAINT goals_historicalkeyf_history_user_id_cbb3dbcb_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_historicaltier goals_historicaltier_history_user_id_fb6e56f8_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicaltier
    ADD CONSTRAINT goals_historicaltier_history_user_id_fb6e56f8_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_historicaltieroffer goals_historicaltier_history_user_id_fc465cb0_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicaltieroffer
    ADD CONSTRAINT goals_historicaltier_history_user_id_fc465cb0_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_historicalyearlyaim goals_historicalyear_history_user_id_c9e604bf_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_historicalyearlyaim
    ADD CONSTRAINT goals_historicalyear_history_user_id_c9e604bf_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_keyfigure goals_keyfigure_goal_id_9654dc2c_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_keyfigure
    ADD CONSTRAINT goals_keyfigure_goal_id_9654dc2c_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_keyfigurevalue goals_keyfigurevalue_key_figure_id_e738d033_fk_goals_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_keyfigurevalue
    ADD CONSTRAINT goals_keyfigurevalue_key_figure_id_e738d033_fk_goals_key FOREIGN KEY (key_figure_id) REFERENCES public.goals_keyfigure(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_tieroffer goals_tieroffer_goal_id_82b21c09_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_tieroffer
    ADD CONSTRAINT goals_tieroffer_goal_id_82b21c09_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_tieroffer goals_tieroffer_tier_id_b0de31b8_fk_goals_tier_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_tieroffer
    ADD CONSTRAINT goals_tieroffer_tier_id_b0de31b8_fk_goals_tier_id FOREIGN KEY (tier_id) REFERENCES public.goals_tier(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: goals_yearlyaim goals_yearlyaim_goal_id_da046ecf_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goals_yearlyaim
    ADD CONSTRAINT goals_yearlyaim_goal_id_da046ecf_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: imports_historicalimport imports_historicalim_history_user_id_8fd5e5d9_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_historicalimport
    ADD CONSTRAINT imports_historicalim_history_user_id_8fd5e5d9_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: imports_import imports_import_changeset_id_8a5d97d2_fk_core_changeset_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_changeset_id_8a5d97d2_fk_core_changeset_id FOREIGN KEY (changeset_id) REFERENCES public.core_changeset(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: imports_import imports_import_made_by_id_bd9deccb_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_made_by_id_bd9deccb_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: imports_importrow imports_importrow_batch_id_0b8d5349_fk_imports_import_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports_importrow
    ADD CONSTRAINT imports_importrow_batch_id_0b8d5349_fk_imports_import_id FOREIGN KEY (batch_id) REFERENCES public.imports_import(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_enquiry inbox_enquiry_assignee_id_d4255c88_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_assignee_id_d4255c88_fk_core_user_id FOREIGN KEY (assignee_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_enquiry inbox_enquiry_closed_by_id_7ee1fb4a_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_closed_by_id_7ee1fb4a_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_enquiry inbox_enquiry_company_id_1446cd5d_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_company_id_1446cd5d_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_enquiry inbox_enquiry_contact_id_aa4b6762_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_contact_id_aa4b6762_fk_crm_contact_id FOREIGN KEY (contact_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_enquiry_goals inbox_enquiry_goals_enquiry_id_b55d0414_fk_inbox_enquiry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry_goals
    ADD CONSTRAINT inbox_enquiry_goals_enquiry_id_b55d0414_fk_inbox_enquiry_id FOREIGN KEY (enquiry_id) REFERENCES public.inbox_enquiry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_enquiry_goals inbox_enquiry_goals_goal_id_eeb90c46_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry_goals
    ADD CONSTRAINT inbox_enquiry_goals_goal_id_eeb90c46_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_enquiry inbox_enquiry_interaction_id_86c30cd2_fk_crm_interaction_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_enquiry
    ADD CONSTRAINT inbox_enquiry_interaction_id_86c30cd2_fk_crm_interaction_id FOREIGN KEY (interaction_id) REFERENCES public.crm_interaction(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_historicalenquiry inbox_historicalenqu_history_user_id_e1776ca6_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_historicalenquiry
    ADD CONSTRAINT inbox_historicalenqu_history_user_id_e1776ca6_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: inbox_maildraft inbox_maildraft_user_id_709409b5_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbox_maildraft
    ADD CONSTRAINT inbox_maildraft_user_id_709409b5_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: mfa_authenticator mfa_authenticator_user_id_0c3a50c0_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: operations_backup operations_backup_made_by_id_d98944d1_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.operations_backup
    ADD CONSTRAINT operations_backup_made_by_id_d98944d1_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_historicalpayrollshare payroll_historicalpa_history_user_id_166cee63_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollshare
    ADD CONSTRAINT payroll_historicalpa_history_user_id_166cee63_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_historicalpayrollmonth payroll_historicalpa_history_user_id_3008603a_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollmonth
    ADD CONSTRAINT payroll_historicalpa_history_user_id_3008603a_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_historicalpayrollscheme payroll_historicalpa_history_user_id_4fb52543_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollscheme
    ADD CONSTRAINT payroll_historicalpa_history_user_id_4fb52543_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_historicalpayrollband payroll_historicalpa_history_user_id_ee5ce427_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollband
    ADD CONSTRAINT payroll_historicalpa_history_user_id_ee5ce427_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_historicalpayrollreceipt payroll_historicalpa_history_user_id_f7e62fa1_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_historicalpayrollreceipt
    ADD CONSTRAINT payroll_historicalpa_history_user_id_f7e62fa1_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollband payroll_payrollband_scheme_id_36988420_fk_payroll_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollband
    ADD CONSTRAINT payroll_payrollband_scheme_id_36988420_fk_payroll_p FOREIGN KEY (scheme_id) REFERENCES public.payroll_payrollscheme(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollmonth payroll_payrollmonth_closed_by_id_336fbb07_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollmonth
    ADD CONSTRAINT payroll_payrollmonth_closed_by_id_336fbb07_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollmonth payroll_payrollmonth_scheme_id_9f955979_fk_payroll_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollmonth
    ADD CONSTRAINT payroll_payrollmonth_scheme_id_9f955979_fk_payroll_p FOREIGN KEY (scheme_id) REFERENCES public.payroll_payrollscheme(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollreceipt payroll_payrollrecei_month_id_fdc4b01c_fk_payroll_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollreceipt
    ADD CONSTRAINT payroll_payrollrecei_month_id_fdc4b01c_fk_payroll_p FOREIGN KEY (month_id) REFERENCES public.payroll_payrollmonth(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollreceipt payroll_payrollrecei_reverses_id_c007b8e3_fk_payroll_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollreceipt
    ADD CONSTRAINT payroll_payrollrecei_reverses_id_c007b8e3_fk_payroll_p FOREIGN KEY (reverses_id) REFERENCES public.payroll_payrollreceipt(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollreceipt payroll_payrollreceipt_entered_by_id_8f33b333_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollreceipt
    ADD CONSTRAINT payroll_payrollreceipt_entered_by_id_8f33b333_fk_core_user_id FOREIGN KEY (entered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollscheme payroll_payrollscheme_company_id_601769ad_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollscheme
    ADD CONSTRAINT payroll_payrollscheme_company_id_601769ad_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollscheme payroll_payrollscheme_coordinator_id_1eb40d41_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollscheme
    ADD CONSTRAINT payroll_payrollscheme_coordinator_id_1eb40d41_fk_crm_contact_id FOREIGN KEY (coordinator_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollshare payroll_payrollshare_goal_id_4275b04d_fk_goals_goal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollshare
    ADD CONSTRAINT payroll_payrollshare_goal_id_4275b04d_fk_goals_goal_id FOREIGN KEY (goal_id) REFERENCES public.goals_goal(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: payroll_payrollshare payroll_payrollshare_scheme_id_b3519aa5_fk_payroll_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payroll_payrollshare
    ADD CONSTRAINT payroll_payrollshare_scheme_id_b3519aa5_fk_payroll_p FOREIGN KEY (scheme_id) REFERENCES public.payroll_payrollscheme(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_datarequest privacy_datarequest_answered_by_id_a2abc16e_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_datarequest
    ADD CONSTRAINT privacy_datarequest_answered_by_id_a2abc16e_fk_core_user_id FOREIGN KEY (answered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_datarequest privacy_datarequest_assignee_id_33e0096f_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_datarequest
    ADD CONSTRAINT privacy_datarequest_assignee_id_33e0096f_fk_core_user_id FOREIGN KEY (assignee_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_datarequest privacy_datarequest_company_id_dfa0691d_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_datarequest
    ADD CONSTRAINT privacy_datarequest_company_id_dfa0691d_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_datarequest privacy_datarequest_contact_id_a8f78612_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_datarequest
    ADD CONSTRAINT privacy_datarequest_contact_id_a8f78612_fk_crm_contact_id FOREIGN KEY (contact_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_erasure privacy_erasure_erased_by_id_b8a75e9a_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_erasure
    ADD CONSTRAINT privacy_erasure_erased_by_id_b8a75e9a_fk_core_user_id FOREIGN KEY (erased_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_erasure privacy_erasure_request_id_5f04afaa_fk_privacy_datarequest_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_erasure
    ADD CONSTRAINT privacy_erasure_request_id_5f04afaa_fk_privacy_datarequest_id FOREIGN KEY (request_id) REFERENCES public.privacy_datarequest(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_historicaldatarequest privacy_historicalda_history_user_id_3edc8d3c_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_historicaldatarequest
    ADD CONSTRAINT privacy_historicalda_history_user_id_3edc8d3c_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_historicallegalhold privacy_historicalle_history_user_id_b18e1a07_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_historicallegalhold
    ADD CONSTRAINT privacy_historicalle_history_user_id_b18e1a07_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_historicalretentionrule privacy_historicalre_history_user_id_5f2e8f7d_fk_core_user; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_historicalretentionrule
    ADD CONSTRAINT privacy_historicalre_history_user_id_5f2e8f7d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_legalhold privacy_legalhold_company_id_df709220_fk_crm_company_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_legalhold
    ADD CONSTRAINT privacy_legalhold_company_id_df709220_fk_crm_company_id FOREIGN KEY (company_id) REFERENCES public.crm_company(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_legalhold privacy_legalhold_contact_id_b5776e2c_fk_crm_contact_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_legalhold
    ADD CONSTRAINT privacy_legalhold_contact_id_b5776e2c_fk_crm_contact_id FOREIGN KEY (contact_id) REFERENCES public.crm_contact(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_legalhold privacy_legalhold_lifted_by_id_55c74eb7_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_legalhold
    ADD CONSTRAINT privacy_legalhold_lifted_by_id_55c74eb7_fk_core_user_id FOREIGN KEY (lifted_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: privacy_legalhold privacy_legalhold_made_by_id_c046d674_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.privacy_legalhold
    ADD CONSTRAINT privacy_legalhold_made_by_id_c046d674_fk_core_user_id FOREIGN KEY (made_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: socialaccount_socialtoken socialaccount_social_account_id_951f210e_fk_socialacc; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: socialaccount_socialtoken socialaccount_social_app_id_636a42d7_fk_socialacc; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: socialaccount_socialaccount socialaccount_socialaccount_user_id_8146e70c_fk_core_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_user_id_8146e70c_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--


