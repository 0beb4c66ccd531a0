-- Roles by what somebody is here for. Who could read everything and change nothing is an auditor.
ALTER TABLE csms.api_keys DROP CONSTRAINT api_keys_role_check;
UPDATE csms.api_keys SET role = 'auditor' WHERE role = 'reader';
ALTER TABLE csms.api_keys ADD CONSTRAINT api_keys_role_check CHECK (role IN ('administrator', 'operator', 'analyst', 'auditor'));
ALTER TABLE csms.api_keys ADD COLUMN scopes text[] NULL, ADD COLUMN expires_at timestamptz NULL, ADD COLUMN revoked_at timestamptz NULL;
COMMENT ON COLUMN csms.api_keys.scopes IS 'Permissions the key is narrowed to; null is all of its role';
COMMENT ON COLUMN csms.api_keys.revoked_at IS 'Kept, so that whoever was not told can revoke it again and so that the actor in events can be looked up';

-- What names a person lies here and never in an event: an event says user:{id}.
CREATE TABLE csms.users (
    id                   uuid PRIMARY KEY,
    name                 text NOT NULL,
    name_key             text NOT NULL CONSTRAINT users_name_unique UNIQUE,
    mail                 text NULL,
    role                 text NOT NULL CHECK (role IN ('administrator', 'operator', 'analyst', 'auditor')),
    password_hash        text NOT NULL,
    password_is_one_time boolean NOT NULL,
    created_at           timestamptz NOT NULL,
    last_login_at        timestamptz NULL,
    disabled_at          timestamptz NULL
);
COMMENT ON COLUMN csms.users.name_key IS 'Lower case: names compare without case';
COMMENT ON COLUMN csms.users.password_hash IS 'Salted PBKDF2, as ASP.NET Core''s PasswordHasher writes it';
COMMENT ON COLUMN csms.users.password_is_one_time IS 'Somebody else chose it: it is good for choosing another one';

-- A login. Its token is 256 random bits in a cookie: its SHA-256 needs no salt, and whoever reads this table cannot use what it finds.
CREATE TABLE csms.sessions (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    user_id    uuid NOT NULL REFERENCES csms.users (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_user_id ON csms.sessions (user_id);
CREATE INDEX sessions_expires_at ON csms.sessions (expires_at);
COMMENT ON COLUMN csms.sessions.expires_at IS 'Moves on while it is used, up to a week after it began';
